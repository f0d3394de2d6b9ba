// Follows the live events. The connection lives in a worker: reading events never waits for drawing.

export class Live {
  #worker = new Worker("/assets/live-worker.js", { type: "module" });
  #open = false;

  /** handlers: { frame, summary, open, lost(millis until the next try) } */
  constructor(handlers) {
    this.#worker.addEventListener("message", ({ data: { event, detail } }) => {
      if (event === "open" || event === "lost") {
        this.#open = event === "open";
      }
      handlers[event](detail);
    });
  }

  get isOpen() {
    return this.#open;
  }

  /** camera: its events only; those of all without it. */
  connect(camera) {
    this.#worker.postMessage({ camera });
  }

  close() {
    this.#worker.terminate();
  }
}
