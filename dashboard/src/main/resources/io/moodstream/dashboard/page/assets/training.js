// One training: how far it is, its curve, and what may be done with it.

import { atMinute, copy, exactPercent } from "./format.js";
import { TrainingCurve } from "./training-curve.js";

export class Training {
  #parts;
  #curve;
  #version = null;
  #title = "";

  /** on: { cancel(), offer(version, reason) } */
  constructor(on) {
    const { element, parts } = copy("training");
    this.element = element;
    this.#parts = parts;
    this.#curve = new TrainingCurve(parts.chart);
    parts.cancel.addEventListener("click", () => this.#cancel(on.cancel));
    parts.offer.addEventListener("click", () => on.offer(this.#version, `trained from the page: ${this.#title}`));
  }

  /** A training as the API returns it; model: what came of it, when it is still there; served: whether a trainer is. */
  update(training, model, served) {
    const { state, epoch, epochs, version } = training;
    const running = state === "running";
    this.#version = version;
    this.#title = epochs > 0 ? `${training.architecture}, ${epochs} epochs` : training.architecture;
    this.element.dataset.state = state;
    this.#parts.title.textContent = this.#title;
    this.#parts.state.textContent = running && !served ? "no trainer" : state;
    this.#parts.state.dataset.state = state;
    this.#parts.about.textContent = about(training);
    this.#parts.progress.hidden = !running;
    this.#parts.progress.value = epochs > 0 ? epoch / epochs : 0;
    this.#parts.progress.textContent = `${epoch} of ${epochs} epochs`;
    this.#parts.numbers.textContent = numbers(training, served);
    this.#parts.curve.hidden = training.curve.length === 0;
    this.#parts.cancel.hidden = !running && state !== "queued";
    this.#parts.offer.hidden = !model || model.aliases.length > 0;
    this.#parts.offer.textContent = `Try model ${version} in the shadow`;
    if (training.curve.length > 0) {
      this.#curve.show(training.curve, epochs);
    }
  }

  recolour() {
    this.#curve.recolour();
  }

  async #cancel(cancel) {
    this.#parts.cancel.disabled = true;
    try {
      await cancel();
    } catch (problem) {
      this.#parts.numbers.textContent = `It could not be cancelled: ${problem.message}`;
    } finally {
      this.#parts.cancel.disabled = false;
    }
  }
}

function about({ data, init, rate, requestedAt, by }) {
  const start = init === null ? "from random weights" : `from model ${init}`;
  const pace = rate === null ? "" : `, learning rate ${rate}`;
  return `${data}, ${start}${pace}; ${atMinute(requestedAt)}, ${by}`;
}

function numbers(training, served) {
  const { state, epoch, epochs, accuracy, measuredAccuracy, imagesPerSecond, secondsLeft, version, reason } = training;
  switch (state) {
    case "queued":
      return served ? "Waits its turn." : "Waits for a trainer: none is alive.";
    case "running": {
      if (!served) {
        return `No trainer is alive; the last report was of epoch ${epoch} of ${epochs}.`;
      }
      if (epoch === 0) {
        return "Preparing the faces.";
      }
      const measured = Number.isFinite(measuredAccuracy) ? `, measured ${exactPercent(measuredAccuracy)}` : "";
      const speed = `${Math.round(imagesPerSecond ?? 0)} images/s`;
      return `Epoch ${epoch} of ${epochs}; accuracy ${exactPercent(accuracy)}${measured}; ${speed}${left(secondsLeft)}`;
    }
    case "finished": {
      const measured = Number.isFinite(measuredAccuracy) ? `, measured accuracy ${exactPercent(measuredAccuracy)}` : "";
      return version === null ? `Finished${measured}; nothing was published.` : `Became model ${version}${measured}.`;
    }
    default:
      return reason ?? "";
  }
}

function left(seconds) {
  if (!(seconds > 0)) {
    return "";
  }
  return seconds < 90 ? `; ${Math.round(seconds)} s left` : `; ${Math.round(seconds / 60)} min left`;
}
