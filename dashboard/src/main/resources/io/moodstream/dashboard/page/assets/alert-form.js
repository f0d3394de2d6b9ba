// The form of a rule: what it holds as JSON, and a rule's values in it.

import { element } from "./format.js";
import { idOf } from "./id-of-name.js";

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const RANGES = {
  valence: [-1, 1, "From -1 to 1: happy less angry, disgust, fear and sad"],
  faces: [0, 1000, "Mean number of faces per analysed frame"],
  maxFaces: [0, 1000, "Most faces in one frame"],
  coverage: [0, 1, "Analysed frames over all frames, from 0 to 1"],
  drift: [0, 10, "Stability index of the camera's faces: 0.1 is moderate, 0.25 large"],
  state: [0, 0, "No frame was analysed for 30 seconds"],
};
const SHARE = [0, 1, "Mean share over the faces of ten seconds, from 0 to 1"];

const at = (id) => document.getElementById(id);

export class RuleForm {
  #fields = at("rule-form").elements;
  #edited = null;

  /** save(rule, id of the edited one or null): a promise that fails with the server's reason. */
  constructor(save) {
    at("days").append(...DAYS.map((day) => tick("days", day, day.slice(0, 3))));
    this.#fields.metric.addEventListener("change", () => this.#adjust());
    this.#fields.limited.addEventListener("change", () => this.#adjust());
    at("rule-form").addEventListener("reset", () => setTimeout(() => this.#fill(null)));
    at("rule-form").addEventListener("submit", (event) => this.#submit(event, save));
    this.#fill(null);
  }

  /** Keeps what is ticked. ids: of cameras and groups. */
  offer(ids) {
    const known = [...at("cameras").querySelectorAll("input")].map((box) => box.value);
    ids.filter((id) => !known.includes(id)).forEach((id) => at("cameras").append(tick("cameras", id, id)));
  }

  edit(rule) {
    this.offer(rule.cameras);
    this.#fill(rule);
    this.#fields.name.focus();
  }

  #fill(rule) {
    const fields = this.#fields;
    this.#edited = rule;
    at("form-title").textContent = rule ? `Change ${rule.name}` : "Add a rule";
    at("form-cancel").hidden = !rule;
    at("form-answer").hidden = true;
    fields.name.value = rule?.name ?? "";
    fields.metric.value = rule?.metric ?? "sad";
    fields.side.value = rule?.below === undefined ? "above" : "below";
    fields.threshold.value = rule ? (rule.above ?? rule.below ?? "") : "0.4";
    fields.for.value = rule?.for ?? "1m";
    fields.coolDown.value = rule?.coolDown ?? "10m";
    fields.limited.checked = Boolean(rule?.hours);
    fields.from.value = rule?.hours?.from ?? "08:00";
    fields.to.value = rule?.hours?.to ?? "18:00";
    fields.timezone.value = rule?.hours?.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    check("cameras", rule?.cameras ?? []);
    check("days", rule?.hours && rule.hours.days.length < DAYS.length ? rule.hours.days : []);
    this.#adjust();
  }

  #adjust() {
    const metric = this.#fields.metric.value;
    const [least, most, words] = RANGES[metric] ?? SHARE;
    const measured = metric !== "state";
    at("comparison").hidden = !measured;
    at("range").textContent = words;
    Object.assign(this.#fields.threshold, { min: least, max: most, required: measured, disabled: !measured });
    at("hours").hidden = !this.#fields.limited.checked;
  }

  #rule() {
    const { name, metric, side, threshold, for: lasting, coolDown, limited, from, to, timezone } = this.#fields;
    const rule = {
      id: this.#edited?.id ?? (idOf(name.value) || `rule-${Date.now()}`),
      name: name.value.trim(),
      metric: metric.value,
      for: lasting.value,
      coolDown: coolDown.value,
      cameras: checked("cameras"),
      enabled: this.#edited?.enabled ?? true,
    };
    if (metric.value === "state") {
      rule.is = "lost";
    } else {
      rule[side.value] = Number(threshold.value);
    }
    if (limited.checked) {
      const days = checked("days");
      rule.hours = { from: from.value, to: to.value, timezone: timezone.value, ...(days.length > 0 && { days }) };
    }
    return rule;
  }

  async #submit(event, save) {
    event.preventDefault();
    event.submitter.disabled = true;
    at("form-answer").hidden = true;
    try {
      await save(this.#rule(), this.#edited?.id ?? null);
      this.#fill(null);
    } catch (problem) {
      at("form-answer").textContent = problem.message;
      at("form-answer").hidden = false;
    } finally {
      event.submitter.disabled = false;
    }
  }
}

function tick(name, value, text) {
  return element("label", { class: "tick" }, element("input", { type: "checkbox", name, value }), text);
}

function check(name, values) {
  at(name)
    .querySelectorAll("input")
    .forEach((box) => (box.checked = values.includes(box.value)));
}

function checked(name) {
  return [...at(name).querySelectorAll("input:checked")].map((box) => box.value);
}
