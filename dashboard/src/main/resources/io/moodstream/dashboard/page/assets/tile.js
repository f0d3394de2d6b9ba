// One camera's tile.

import { forget, saveCsv, serverNow } from "./api.js";
import { LATEST_FOR, ago, comesThrough, segment, stateInWords } from "./camera-state.js";
import { EXPRESSIONS, dominant, inWords, percent } from "./expressions.js";
import { Picture } from "./picture.js";
import { NOTHING_RECENT, Recent } from "./recent.js";
import { hourInWords } from "./hour.js";
import { Timeline } from "./timeline.js";
import { withheldInWords } from "./timeline-marks.js";

const template = document.getElementById("tile");

export class Tile {
  #parts = {};
  #recent = new Recent();
  #picture;
  #visible = true;
  #minutes = 5;
  #people = 0;
  #hour = null;
  #latest = null;

  constructor(id) {
    this.id = id;
    this.element = template.content.firstElementChild.cloneNode(true);
    this.element.dataset.camera = id;
    this.element.querySelectorAll("[data-part]").forEach((part) => (this.#parts[part.dataset.part] = part));
    this.#parts.name.textContent = id;
    this.#parts.name.id = `camera-${id}`;
    this.element.setAttribute("aria-labelledby", this.#parts.name.id);
    this.#parts.bar.append(...EXPRESSIONS.map(segment));
    this.#parts.csv.addEventListener("click", () => this.#save());
    this.#parts.forget.addEventListener("click", () => this.#forget());
    this.#picture = new Picture(id, this.#parts);
    this.timeline = new Timeline(this.#parts.chart, this.#parts["no-history"]);
    new IntersectionObserver(([entry]) => (this.#visible = entry.isIntersecting)).observe(this.element);
  }

  set minutes(minutes) {
    this.#minutes = minutes;
    this.timeline.span(minutes);
  }

  /** A camera as the API returns it; returns its state if that has changed. */
  update(camera) {
    const before = this.element.dataset.state;
    this.element.dataset.state = camera.state;
    this.#parts["state-text"].textContent = stateInWords(camera);
    this.#parts.name.textContent = camera.name;
    this.#parts.name.title = camera.name === this.id ? camera.source : `${this.id}: ${camera.source}`;
    this.#parts.reason.textContent = camera.reason;
    this.#parts.reason.hidden = !camera.reason;
    this.#parts.forget.hidden = camera.state !== "lost";
    this.#parts.rate.textContent = camera.framesPerSecond.toFixed(1);
    this.#parts.coverage.textContent = camera.coverage === null ? "–" : percent(camera.coverage);
    this.#parts.delay.textContent = camera.delayMillis === null ? "–" : duration(camera.delayMillis);
    this.#parts.skipped.textContent = camera.skippedFrames.toLocaleString("en");
    this.#picture.allow(camera.pictures, comesThrough(camera.state), this.#people > 0);
    if (!comesThrough(camera.state)) {
      this.#parts.faces.textContent = "–";
    }
    const told = before && before !== "unknown" && before !== camera.state;
    return told ? camera.state : null;
  }

  /** The connection is lost: how the camera fares is not known. */
  unknown() {
    this.element.dataset.state = "unknown";
    this.#parts["state-text"].textContent = "not known";
  }

  frame(frame) {
    this.#recent.add(frame, performance.now());
    this.timeline.judged(frame);
    this.#parts.faces.textContent = frame.suppressed ? "withheld" : frame.faces.length;
    if (this.#visible && !document.hidden) {
      this.#picture.show(frame);
    }
  }

  /** The minimum group size that applies; 0 for none. */
  minimum(people) {
    this.#people = people;
    this.timeline.minimum(people);
  }

  /** A window of whatever step, as it comes. */
  window(step, window) {
    if (step === "1h") {
      this.#hour = !this.#hour || window.from >= this.#hour.from ? window : this.#hour;
    }
    if (step === "10s" && window.final && (!this.#latest || window.from >= this.#latest.from)) {
      this.#latest = window;
    }
  }

  /** What the camera has left is being removed. */
  erase() {
    this.#recent = new Recent();
    this.#hour = null;
    this.#latest = null;
    this.#picture.clear();
    this.#parts.faces.textContent = "–";
    this.timeline.clear();
  }

  /** Called every second. */
  tick() {
    if (!this.#visible || document.hidden) {
      return;
    }
    const now = performance.now();
    const shares = this.#recent.shares(now);
    if (this.#people === 0 && this.#recent.count(now) === 0) {
      this.#picture.outdated();
      this.#parts.faces.textContent = "–";
    }
    this.#now(this.#people > 0 ? this.#lastPublished() : shares);
    this.timeline.render(shares);
    this.#parts.hour.textContent = hourInWords(this.#hour, this.#people);
    this.#parts.hour.hidden = !this.#parts.hour.textContent;
  }

  #now(shares) {
    const top = shares ? dominant(shares) : null;
    this.#parts.dominant.dataset.expression = top?.expression ?? "none";
    const nothing = this.#whyNothing();
    this.#parts.word.textContent = top?.expression ?? nothing;
    this.#parts.dominant.dataset.plain = !top;
    this.#parts.share.textContent = top ? percent(top.share) : "";
    this.#parts.caption.hidden = !top;
    this.#parts.caption.textContent =
      this.#people > 0 && top ? `dominant expression ${ago(this.#latest.to)}` : "dominant expression now";
    this.#parts.bar.dataset.empty = !shares;
    this.#parts.bar.setAttribute("aria-label", shares ? inWords(shares) : nothing);
    [...this.#parts.bar.children].forEach((part) => {
      const share = shares?.[part.dataset.expression] ?? 0;
      part.style.flexGrow = share;
      part.title = `${part.dataset.expression} ${percent(share)}`;
    });
  }

  /** Below a minimum group size only whole windows are shown, once they are closed. */
  #lastPublished() {
    const fresh = this.#latest && serverNow() - Date.parse(this.#latest.to) < LATEST_FOR;
    return fresh ? this.#latest.shares : null;
  }

  /** What is known when there is no expression to show. */
  #whyNothing() {
    if (!comesThrough(this.element.dataset.state)) {
      return "no frames now";
    }
    if (this.#people > 0) {
      return withheldInWords(this.#people);
    }
    if (this.#recent.count(performance.now()) === 0) {
      return NOTHING_RECENT;
    }
    return this.element.dataset.state === "live" ? "no face in view" : "no face in the analysed frames";
  }

  async #save() {
    try {
      await saveCsv(this.#minutes, this.id);
    } catch (refusal) {
      this.#tell(`The csv could not be loaded: ${refusal.message}`);
    }
  }

  /** The list without it comes with the next poll. */
  async #forget() {
    this.#parts.forget.disabled = true;
    try {
      await forget(this.id);
    } catch (refusal) {
      this.#parts.forget.disabled = false;
      this.#tell(`It could not be removed: ${refusal.message}`);
    }
  }

  #tell(text) {
    this.#parts.reason.textContent = text;
    this.#parts.reason.hidden = false;
  }
}

function duration(millis) {
  return millis < 1000 ? `${millis} ms` : `${(millis / 1000).toFixed(1)} s`;
}
