// Follows the live events, and comes back when the connection breaks.

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15_000;

export class Live {
  #source = null;
  #pause = FIRST_PAUSE;
  #handlers;

  /** handlers: { frame, summary, open, lost(millis until the next try) } */
  constructor(handlers) {
    this.#handlers = handlers;
  }

  get isOpen() {
    return this.#source?.readyState === EventSource.OPEN;
  }

  connect() {
    this.#source?.close();
    const source = new EventSource("/api/v1/live");
    this.#source = source;
    source.addEventListener("open", () => {
      this.#pause = FIRST_PAUSE;
      this.#handlers.open();
    });
    source.addEventListener("frame", (event) => this.#handlers.frame(JSON.parse(event.data)));
    source.addEventListener("summary", (event) => this.#handlers.summary(JSON.parse(event.data)));
    source.addEventListener("error", () => this.#retry(source));
  }

  // Not left to the browser: it gives up for good when the server answers with an error.
  #retry(source) {
    source.close();
    if (source !== this.#source) {
      return;
    }
    this.#handlers.lost(this.#pause);
    setTimeout(() => this.connect(), this.#pause);
    this.#pause = Math.min(this.#pause * 1.6, LONGEST_PAUSE);
  }
}
