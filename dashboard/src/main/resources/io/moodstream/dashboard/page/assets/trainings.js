// Trainings on the trainer's machine: the form that starts one, and how each of them fares.

import { element, exactly } from "./format.js";
import { Problem, body, json, request } from "./request.js";
import { Training } from "./training.js";

const TRAININGS = "/api/v1/trainings";
const TRAINERS = "/api/v1/trainers";
const ASK_AGAIN = 30_000;

const at = (id) => document.getElementById(id);

export class Trainings {
  #offer;
  #cards = new Map();
  #next = 0;
  #asked = "";

  /** offer(version, reason): try a finished one in the shadow. */
  constructor(offer) {
    this.#offer = offer;
    at("retrain-form").addEventListener("submit", (event) => this.#start(event));
    document.addEventListener("theme", () => this.#cards.forEach((card) => card.recolour()));
  }

  /** Without a trainer service there is nothing to be seen of all this. */
  async refresh(models) {
    if (Date.now() < this.#next) {
      return;
    }
    try {
      const [trainers, trainings] = await Promise.all([json(TRAINERS), json(TRAININGS)]);
      showTrainers(trainers);
      this.#show(trainings, models, trainers.length > 0);
    } catch (problem) {
      if (!(problem instanceof Problem) || ![404, 503].includes(problem.status)) {
        throw problem;
      }
      at("trainings").hidden = at("retrain").hidden = true;
      this.#next = Date.now() + ASK_AGAIN;
    }
  }

  #show(trainings, models, served) {
    at("trainings").hidden = at("retrain").hidden = false;
    at("no-trainings").hidden = trainings.length > 0;
    offerStarts(models);
    this.#forgetAnswer(trainings);
    const there = new Set(trainings.map((training) => training.id));
    [...this.#cards.keys()].filter((id) => !there.has(id)).forEach((id) => this.#drop(id));
    trainings.forEach((training, i) => {
      const card = this.#cards.get(training.id) ?? this.#add(training.id);
      if (at("training-list").children[i] !== card.element) {
        at("training-list").insertBefore(card.element, at("training-list").children[i] ?? null);
      }
      card.update(training, models.find((model) => model.version === training.version), served);
    });
  }

  /** That it waits is old news once it runs. */
  #forgetAnswer(trainings) {
    if (trainings.some(({ id, state }) => id === this.#asked && state !== "queued")) {
      this.#asked = "";
      at("retrain-answer").hidden = true;
    }
  }

  #add(id) {
    const card = new Training({
      cancel: () => request(`${TRAININGS}/${encodeURIComponent(id)}`, { method: "DELETE" }),
      offer: this.#offer,
    });
    this.#cards.set(id, card);
    return card;
  }

  #drop(id) {
    this.#cards.get(id).element.remove();
    this.#cards.delete(id);
  }

  async #start(event) {
    event.preventDefault();
    const { data, architecture, epochs, init, rate } = event.target.elements;
    const wanted = {
      data: data.value.trim(),
      architecture: architecture.value,
      epochs: epochs.value ? Number(epochs.value) : null,
      init: init.value ? Number(init.value) : null,
      rate: rate.value ? Number(rate.value) : null,
    };
    event.submitter.disabled = true;
    try {
      this.#asked = (await (await request(TRAININGS, body("POST", wanted))).json()).id;
      answer("It waits its turn.", "good");
    } catch (problem) {
      answer(problem.message, "bad");
    } finally {
      event.submitter.disabled = false;
    }
  }
}

/** Who would follow a request; without anybody there is nothing to ask. */
function showTrainers(trainers) {
  at("no-trainer").hidden = trainers.length > 0;
  at("retrain-fields").disabled = trainers.length === 0;
  at("trainers").replaceChildren(...trainers.map(trainer));
}

function trainer({ id, host, state, dataRoot, since }) {
  const does = { waiting: "waits for requests", training: "is training", standby: "is on standby" }[state];
  const title = `${id}, since ${exactly(since)}`;
  return element("li", { title, "data-testid": "trainer", "data-state": state }, `${host} ${does}; data below ${dataRoot}`);
}

/** The versions that a training may start from, with what was chosen kept. */
function offerStarts(models) {
  const select = at("retrain-form").elements.init;
  const wanted = ["", ...models.map((model) => String(model.version))];
  if ([...select.options].map((option) => option.value).join() === wanted.join()) {
    return;
  }
  const chosen = select.value;
  select.replaceChildren(
    element("option", { value: "" }, "random weights"),
    ...models.map(({ version, name }) => element("option", { value: version }, `model ${version} (${name})`)),
  );
  select.value = wanted.includes(chosen) ? chosen : "";
}

function answer(text, tone) {
  at("retrain-answer").textContent = text;
  at("retrain-answer").dataset.tone = tone;
  at("retrain-answer").hidden = false;
}
