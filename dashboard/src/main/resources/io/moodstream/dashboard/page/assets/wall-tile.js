// A camera on the wall.

import { serverNow } from "./api.js";
import { LATEST_FOR, comesThrough, segment, stateInWords } from "./camera-state.js";
import { EXPRESSIONS, dominant, inWords, percent } from "./expressions.js";
import { copy } from "./format.js";
import { Picture } from "./picture.js";
import { NOTHING_RECENT, Recent } from "./recent.js";
import { withheldInWords } from "./timeline-marks.js";

export class WallTile {
  #parts;
  #picture;
  #recent = new Recent();
  #people = 0;
  #latest = null;

  /** pause: ms between two pictures of a camera at least, asked before each. */
  constructor(id, pause) {
    this.id = id;
    const { element, parts } = copy("wall-tile");
    this.element = element;
    this.#parts = parts;
    element.dataset.camera = id;
    parts.name.textContent = id;
    parts.name.id = `wall-${id}`;
    element.setAttribute("aria-labelledby", parts.name.id);
    parts.bar.append(...EXPRESSIONS.map(segment));
    this.#picture = new Picture(id, parts, pause);
  }

  get state() {
    return this.element.dataset.state;
  }

  /** A camera as the API returns it; returns its state if that has changed. */
  update(camera) {
    const before = this.state;
    this.element.dataset.state = camera.state;
    this.element.title = camera.reason;
    this.#parts.name.textContent = camera.name;
    this.#parts["state-text"].textContent = stateInWords(camera);
    this.#picture.allow(camera.pictures, comesThrough(camera.state), this.#people > 0);
    return before && before !== "unknown" && before !== camera.state ? camera.state : null;
  }

  /** The connection is lost: how the camera fares is not known. */
  unknown() {
    this.element.dataset.state = "unknown";
    this.#parts["state-text"].textContent = "not known";
  }

  /** A window of the statistics, as it comes. */
  window(window) {
    this.#people = window.minimumPeople;
    if (window.step === "10s" && window.final && (!this.#latest || window.from >= this.#latest.from)) {
      this.#latest = window;
    }
  }

  frame(frame) {
    this.#recent.add(frame, performance.now());
    if (!document.hidden) {
      this.#picture.show(frame);
    }
  }

  /** What the camera has left is being removed. */
  erase() {
    this.#recent = new Recent();
    this.#latest = null;
    this.#picture.clear();
  }

  /** Called every second. */
  tick() {
    const now = performance.now();
    if (this.#people === 0 && this.#recent.count(now) === 0) {
      this.#picture.outdated();
    }
    const shares = this.#people > 0 ? published(this.#latest) : this.#recent.shares(now);
    const top = shares ? dominant(shares) : null;
    this.#parts.dominant.dataset.expression = top?.expression ?? "none";
    this.#parts.word.textContent = top?.expression ?? this.#whyNothing(now);
    this.#parts.share.textContent = top ? percent(top.share) : "";
    const faces = shares && this.#people === 0 ? this.#recent.meanFaces(now) : 0;
    this.#parts.faces.textContent = faces > 0 ? `${faces.toFixed(faces < 10 ? 1 : 0)} in view` : "";
    this.#parts.bar.dataset.empty = !shares;
    this.#parts.bar.setAttribute("aria-label", shares ? inWords(shares) : this.#parts.word.textContent);
    [...this.#parts.bar.children].forEach((part) => (part.style.flexGrow = shares?.[part.dataset.expression] ?? 0));
  }

  #whyNothing(now) {
    if (!comesThrough(this.state)) {
      return "no frames now";
    }
    if (this.#people > 0) {
      return withheldInWords(this.#people);
    }
    return this.#recent.count(now) === 0 ? NOTHING_RECENT : "no face in the analysed frames";
  }
}

/** Below a minimum group size only whole windows are shown, once they are closed. */
function published(window) {
  return window && serverNow() - Date.parse(window.to) < LATEST_FOR ? window.shares : null;
}
