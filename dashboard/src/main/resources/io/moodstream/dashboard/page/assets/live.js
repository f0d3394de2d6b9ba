// Follows the live events. The connection lives in a worker: reading events never waits for drawing.
// All pages share one, because a browser opens six connections to a server over HTTP/1.1.

const REPEAT = 30_000;

export class Live {
  #worker = null;
  #port;
  #open = false;
  #camera = null;
  #timer = null;
  #leave = () => this.#send({ gone: true });
  #comeBack = () => this.#send({ camera: this.#camera });

  /** handlers, each optional: { frame, summary, erased, open, lost(millis until the next try) } */
  constructor(handlers) {
    if (typeof SharedWorker === "undefined") {
      this.#worker = new Worker("/assets/live-worker.js", { type: "module" });
      this.#port = this.#worker;
    } else {
      this.#port = new SharedWorker("/assets/live-worker.js", { type: "module", name: "moodstream-live" }).port;
    }
    this.#port.addEventListener("message", ({ data: { event, detail } }) => {
      if (event === "open" || event === "lost") {
        this.#open = event === "open";
      }
      handlers[event]?.(detail);
    });
    this.#port.start?.();
  }

  get isOpen() {
    return this.#open;
  }

  /** camera: its events only; those of all without it. */
  connect(camera = null) {
    this.#camera = camera;
    this.#comeBack();
    this.#timer = setInterval(this.#comeBack, REPEAT);
    addEventListener("pagehide", this.#leave);
    addEventListener("pageshow", this.#comeBack);
  }

  close() {
    clearInterval(this.#timer);
    removeEventListener("pagehide", this.#leave);
    removeEventListener("pageshow", this.#comeBack);
    this.#send({ gone: true });
    this.#worker?.terminate();
  }

  #send(message) {
    this.#port.postMessage(message);
  }
}
