// The connection of the live events: one for all pages of this browser where the browser has shared
// workers, one for each page elsewhere. It comes back when it breaks.

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15_000;

/** Pages repeat themselves (see live.js); a background page's timers may run once a minute. */
const SILENCE = 150_000;
const LOOK = 30_000;

/** Page to { camera: its only one, or null for all, heardAt }. */
const pages = new Map();
let source = null;
let address = "";
let open = false;
let pause = FIRST_PAUSE;
let timer = null;

function hear(page, { camera = null, gone = false }) {
  if (gone) {
    pages.delete(page);
    adjust();
    return;
  }
  const known = pages.has(page);
  pages.set(page, { camera, heardAt: Date.now() });
  adjust();
  if (!known && open) {
    page.postMessage({ event: "open" });
  }
}

/** The stream of what the pages want together. */
function adjust() {
  const cameras = new Set([...pages.values()].map((page) => page.camera));
  const [only] = cameras;
  const query = cameras.size === 1 && only ? `?camera=${encodeURIComponent(only)}` : "";
  const wanted = `/api/v1/live${query}`;
  if (pages.size === 0) {
    close();
  } else if (wanted !== address) {
    address = wanted;
    pause = FIRST_PAUSE;
    connect();
  }
}

function connect() {
  clearTimeout(timer);
  source?.close();
  open = false;
  const opened = new EventSource(address);
  source = opened;
  opened.addEventListener("open", () => {
    pause = FIRST_PAUSE;
    open = true;
    tell("open");
  });
  for (const event of ["frame", "summary", "erased"]) {
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
  open = false;
  tell("lost", pause);
  timer = setTimeout(connect, pause);
  pause = Math.min(pause * 1.6, LONGEST_PAUSE);
}

function close() {
  clearTimeout(timer);
  source?.close();
  source = null;
  open = false;
  address = "";
}

function tell(event, detail) {
  for (const [page, { camera }] of pages) {
    if (!camera || !detail?.camera || detail.camera === camera) {
      page.postMessage({ event, detail });
    }
  }
}

function dropSilent() {
  for (const [page, { heardAt }] of pages) {
    if (heardAt < Date.now() - SILENCE) {
      pages.delete(page);
    }
  }
  adjust();
}

if (typeof SharedWorkerGlobalScope === "undefined") {
  addEventListener("message", ({ data }) => hear(self, data));
} else {
  addEventListener("connect", ({ ports: [page] }) => {
    page.addEventListener("message", ({ data }) => hear(page, data));
    page.start();
  });
  setInterval(dropSilent, LOOK);
}
