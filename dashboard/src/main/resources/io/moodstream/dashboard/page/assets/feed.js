// The way of pictures from a video to moodstream: a JPEG in each message of a WebSocket.

const WIDTH = 640;
const QUALITY = 0.8;
const BEAT = 100;

/** Frames that the server has not answered yet: a slow way makes fewer frames, not later ones. */
const MOST_UNDER_WAY = 2;

/** Pictures that may still get their boxes: frames older than two seconds are not analysed. */
const KEPT = 40;

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15_000;

/** How long a name may still be held by our own connection that broke. */
const GHOST = 30_000;

/** Closings after which another try is of no use: the server states why. */
const FINAL = [1003, 1009, 4400, 4409, 4503];
const NAME_ON_AIR = 4409;

export class Feed {
  #video;
  #handlers;
  #canvas = document.createElement("canvas");
  #worker = null;
  #socket = null;
  #address = "";
  #session = "";
  #sequence = 0;
  #underWay = 0;
  #sent = new Map();
  #pause = FIRST_PAUSE;
  #timer = null;
  #lastTakenAt = -Infinity;

  /** handlers: { taken(), refused(reason), lost(millis until the next try), ended(code, reason) } */
  constructor(video, handlers) {
    this.#video = video;
    this.#handlers = handlers;
  }

  start(name, pictures) {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const query = pictures ? "?pictures=on" : "";
    this.#address = `${scheme}://${location.host}/api/v1/cameras/${encodeURIComponent(name)}/frames${query}`;
    this.#lastTakenAt = -Infinity;
    this.#pause = FIRST_PAUSE;
    this.#worker = new Worker("/assets/beat-worker.js", { type: "module" });
    this.#worker.addEventListener("message", () => this.#beat());
    this.#worker.postMessage(BEAT);
    this.#connect();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
  }

  /** What was sent as this frame: { jpeg, capturedAt }, or null if it is none of this connection's. */
  sent(frame) {
    const { session, sequence } = parts(frame);
    return (session === this.#session && this.#sent.get(sequence)) || null;
  }

  #connect() {
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    this.#session = "";
    this.#sequence = 0;
    this.#underWay = 0;
    this.#sent.clear();
    socket.addEventListener("message", ({ data }) => socket === this.#socket && this.#receipt(JSON.parse(data)));
    socket.addEventListener("close", ({ code, reason }) => socket === this.#socket && this.#closed(code, reason));
  }

  #beat() {
    const socket = this.#socket;
    const ready = socket?.readyState === WebSocket.OPEN && this.#video.videoWidth > 0;
    // A muted camera, such as a phone's during a call, shows its last picture for ever.
    const muted = this.#video.srcObject?.getVideoTracks()[0]?.muted ?? true;
    if (!ready || muted || this.#underWay >= MOST_UNDER_WAY) {
      return;
    }
    const scale = Math.min(1, WIDTH / this.#video.videoWidth);
    this.#canvas.width = Math.round(this.#video.videoWidth * scale);
    this.#canvas.height = Math.round(this.#video.videoHeight * scale);
    this.#canvas.getContext("2d").drawImage(this.#video, 0, 0, this.#canvas.width, this.#canvas.height);
    this.#underWay++;
    const now = performance.now();
    this.#canvas.toBlob((jpeg) => this.#send(socket, jpeg, now), "image/jpeg", QUALITY);
  }

  #send(socket, jpeg, capturedAt) {
    if (socket !== this.#socket || socket.readyState !== WebSocket.OPEN || !jpeg) {
      this.#underWay--;
      return;
    }
    // The server counts the same: a receipt names the frame by this number.
    this.#sent.set(this.#sequence, { jpeg, capturedAt });
    this.#sent.delete(this.#sequence - KEPT);
    this.#sequence++;
    socket.send(jpeg);
  }

  #receipt({ frame, taken, reason }) {
    this.#underWay--;
    this.#session = parts(frame).session;
    if (taken) {
      this.#pause = FIRST_PAUSE;
      this.#lastTakenAt = performance.now();
      this.#handlers.taken();
    } else {
      this.#handlers.refused(reason);
    }
  }

  #closed(code, reason) {
    const ghost = code === NAME_ON_AIR && performance.now() - this.#lastTakenAt < GHOST;
    if (FINAL.includes(code) && !ghost) {
      this.#handlers.ended(code, reason);
      return;
    }
    this.#handlers.lost(this.#pause);
    this.#timer = setTimeout(() => this.#connect(), this.#pause);
    this.#pause = Math.min(this.#pause * 1.6, LONGEST_PAUSE);
  }
}

function parts(frame) {
  const dash = frame.lastIndexOf("-");
  return { session: frame.slice(0, dash), sequence: Number(frame.slice(dash + 1)) };
}
