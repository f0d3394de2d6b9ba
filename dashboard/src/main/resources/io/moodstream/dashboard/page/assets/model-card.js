// One version: its figures, its card and what can be done with it.

import { confusionTable } from "./confusion.js";
import { atMinute, copy, count, element, exactPercent, exactly, onDay } from "./format.js";
import { interval, measurement } from "./ranking.js";

export class ModelCard {
  #parts;

  /** on: { promote, canary, challenge, rollBack, remove }, each called with the version. */
  constructor(version, on) {
    const { element: made, parts } = copy("model");
    this.version = version;
    this.element = made;
    this.#parts = parts;
    made.dataset.version = version;
    parts.title.textContent = `Model ${version}`;
    parts.title.id = `model-${version}`;
    made.setAttribute("aria-labelledby", parts.title.id);
    parts.promote.addEventListener("click", () => on.promote(version));
    parts.canary.addEventListener("click", () => on.canary(version));
    parts.challenge.addEventListener("click", () => on.challenge(version));
    parts["roll-back"].addEventListener("click", () => on.rollBack(version));
    parts.delete.addEventListener("click", () => on.remove(version));
  }

  /** A model as the list reports it, and whether there are others. */
  update(model, others) {
    const champion = model.aliases.includes("champion");
    const challenger = model.aliases.includes("challenger");
    const canary = model.aliases.includes("canary");
    this.element.dataset.aliases = model.aliases.join(" ");
    this.#parts.name.textContent = model.name;
    this.#parts.architecture.textContent = model.architecture;
    this.#parts.accuracy.textContent = exactPercent(model.accuracy ?? NaN);
    this.#parts.measured.textContent = model.measured ? `${count(model.measured.images)} faces, ${interval(model.measured)}` : "faces not stated";
    this.#parts.measured.title = measurement(model);
    this.#parts.published.textContent = `published ${atMinute(model.publishedAt)}`;
    this.#parts.published.title = `${exactly(model.publishedAt)}, by ${model.publishedBy}`;
    this.#parts.badges.replaceChildren(...model.aliases.map(badge));
    this.#parts.promote.hidden = champion;
    this.#parts.canary.hidden = champion || canary;
    this.#parts.challenge.hidden = champion || challenger;
    this.#parts["roll-back"].hidden = !champion || !others;
    this.#parts.delete.hidden = champion || challenger || canary;
  }

  /** The bundle's model.json: it never changes. */
  describe(card, sha256) {
    const { metrics = {}, data = {} } = card;
    this.#parts.f1.textContent = exactPercent(metrics.macroF1);
    this.#parts.parameters.textContent = count(card.parameters);
    this.#parts.data.textContent = data.source ?? "–";
    this.#parts.data.title = `${count(data.trainingImages)} training images, ${count(data.testImages)} test images (${data.split})`;
    this.#parts.trained.textContent = onDay(card.trainedAt);
    this.#parts.trained.title = exactly(card.trainedAt);
    if (metrics.confusionMatrix) {
      this.#parts.confusion.replaceChildren(confusionTable(card.labels, metrics.confusionMatrix, metrics.classes));
    }
    this.#parts.card.replaceChildren(
      ...line("Data", `${data.source}: ${count(data.trainingImages)} for training, ${count(data.testImages)} for the test (${data.split})`),
      ...(data.ancestors?.length ? line("Its initial model and teachers saw", ancestors(data.ancestors)) : []),
      ...line("Trained by", element("code", {}, card.command ?? "–")),
      ...line("Notice", card.notice ?? "–"),
      ...line("SHA-256", element("code", {}, sha256)),
    );
  }
}

function badge(alias) {
  return element("span", { class: "badge", "data-alias": alias, "data-testid": `badge-${alias}` }, alias);
}

function ancestors(seen) {
  return seen.map(({ source, split }) => `${source} (${split})`).join(", ");
}

function line(term, description) {
  return [element("dt", {}, term), element("dd", {}, description)];
}
