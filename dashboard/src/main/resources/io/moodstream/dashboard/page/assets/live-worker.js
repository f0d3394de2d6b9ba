// The connection of the live events: comes back when it breaks.

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15_000;

let address = "/api/v1/live";
let source = null;
let pause = FIRST_PAUSE;

const tell = (event, detail) => postMessage({ event, detail });

function connect() {
  source?.close();
  const opened = new EventSource(address);
  source = opened;
  opened.addEventListener("open", () => {
    pause = FIRST_PAUSE;
    tell("open");
  });
  for (const event of ["frame", "summary"]) {
    opened.addEventListener(event, ({ data }) => tell(event, JSON.parse(data)));
  }
  opened.addEventListener("error", () => retry(opened));
}

// Not left to the browser: it gives up for good when the server answers with an error.
function retry(broken) {
  broken.close();
  if (broken !== source) {
    return;
  }
  tell("lost", pause);
  setTimeout(connect, pause);
  pause = Math.min(pause * 1.6, LONGEST_PAUSE);
}

addEventListener("message", ({ data: { camera } }) => {
  if (camera) {
    address += `?camera=${encodeURIComponent(camera)}`;
  }
  connect();
});
