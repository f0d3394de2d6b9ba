// The form of a camera: finds a source, shows what it sees, and gives the camera as JSON.

import { element } from "./format.js";
import { idOf } from "./id-of-name.js";
import { MaskCanvas } from "./mask-canvas.js";
import { fromPercent, inWords } from "./mask-geometry.js";

/** The server refuses these unless an exception is claimed. */
const PROHIBITED = ["workplace", "education"];

const at = (id) => document.getElementById(id);

export class CameraForm {
  #fields = at("camera-form").elements;
  #masks = new MaskCanvas(at("trial-picture"), (count) => (at("mask-count").textContent = inWords(count)));
  #edited = null;
  #machine = "";
  #taken = 0;

  /**
   * trial(source): a promise of { picture (base64), faces }; save(camera, id of the edited one or null): likewise.
   * Both fail with the server's reason.
   */
  constructor(trial, save) {
    this.#fields.webcam.addEventListener("change", () => this.#adjust());
    this.#fields.purposeCode.addEventListener("change", () => this.#adjust());
    this.#fields.name.addEventListener("input", () => this.#suggestId());
    at("try").addEventListener("click", () => this.#try(trial));
    at("mask-undo").addEventListener("click", () => this.#masks.undo());
    at("mask-add").addEventListener("click", () => this.#masks.add(percents()));
    at("camera-form").addEventListener("reset", () => setTimeout(() => this.#fill(null)));
    at("camera-form").addEventListener("submit", (event) => this.#submit(event, save));
    this.#fill(null);
  }

  /** webcams: { machine, webcams: [{ source, name, usedBy }] } */
  offerWebcams({ machine, webcams }) {
    this.#machine = machine ?? "";
    this.#fields.machine.value ||= this.#machine;
    this.#fields.webcam.append(
      ...webcams.map(({ source, name, usedBy }) =>
        element("option", { value: source }, `${name} (${source}${usedBy ? `, used by ${usedBy}` : ""})`),
      ),
    );
    this.#adjust();
  }

  offerMachines(machines) {
    this.#taken = machines.length;
    const names = [...new Set([this.#machine, ...machines])].filter(Boolean).sort();
    at("machines").replaceChildren(...names.map((value) => element("option", { value })));
  }

  /** The words of a code in one of the lists. */
  words(field, code) {
    return [...this.#fields[field].options].find(({ value }) => value === code)?.text;
  }

  edit(camera) {
    this.#fill(camera);
    at("form-panel").scrollIntoView({ block: "nearest" });
    this.#fields.name.focus();
  }

  #fill(camera) {
    const fields = this.#fields;
    this.#edited = camera;
    at("form-title").textContent = camera ? `Change ${camera.name}` : "Add a camera";
    at("form-cancel").hidden = !camera;
    at("form-answer").hidden = at("try-answer").hidden = at("trial").hidden = true;
    const listed = [...fields.webcam.options].some(({ value }) => value && value === camera?.source);
    fields.webcam.value = listed ? camera.source : "";
    fields.source.value = listed ? "" : (camera?.source ?? "");
    fields.machine.value = camera?.machine ?? this.#machine;
    fields.name.value = camera?.name ?? "";
    fields.id.value = camera?.id ?? "";
    fields.id.readOnly = Boolean(camera);
    fields.group.value = camera?.group ?? "";
    fields.rate.value = camera?.rate ?? "";
    for (const field of ["purpose", "purposeCode", "legalBasis", "exception", "exceptionReason"]) {
      fields[field].value = camera?.[field] ?? "";
    }
    fields.pictures.checked = camera?.pictures ?? false;
    this.#masks.masks = camera?.masks ?? [];
    this.#adjust();
  }

  #adjust() {
    const byAddress = this.#fields.webcam.value === "";
    at("address").hidden = !byAddress;
    this.#fields.source.required = byAddress;
    this.#fields.source.disabled = !byAddress;
    at("claim").hidden = !PROHIBITED.includes(this.#fields.purposeCode.value);
  }

  #suggestId() {
    if (!this.#edited) {
      this.#fields.id.value = idOf(this.#fields.name.value) || `camera-${this.#taken + 1}`;
    }
  }

  /** The source, and of a camera that is edited its id: its password is not here. */
  #source() {
    const { webcam, source, machine } = this.#fields;
    return { source: webcam.value || source.value.trim(), machine: machine.value.trim() };
  }

  async #try(trial) {
    at("try").disabled = true;
    answer("try-answer", "Opening the source …", "");
    try {
      const known = this.#edited ? { camera: this.#edited.id } : {};
      const shown = await trial({ ...known, ...this.#source(), masks: [] });
      const bytes = Uint8Array.from(atob(shown.picture), (letter) => letter.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
      at("trial").hidden = false;
      this.#masks.show(picture, shown.faces ?? []);
      answer("try-answer", found(shown), "good");
    } catch (problem) {
      at("trial").hidden = true;
      answer("try-answer", problem.message, "bad");
    } finally {
      at("try").disabled = false;
    }
  }

  #camera() {
    const { id, name, group, rate, purpose, purposeCode, legalBasis, exception, exceptionReason, pictures } = this.#fields;
    const claim = !at("claim").hidden;
    return {
      id: id.value.trim(),
      name: name.value.trim(),
      ...this.#source(),
      group: group.value.trim() || null,
      rate: rate.value === "" ? null : Number(rate.value),
      purpose: purpose.value.trim() || null,
      purposeCode: purposeCode.value || null,
      legalBasis: legalBasis.value || null,
      exception: (claim && exception.value) || null,
      exceptionReason: (claim && exceptionReason.value.replace(/\s+/g, " ").trim()) || null,
      pictures: pictures.checked,
      masks: this.#masks.masks,
    };
  }

  async #submit(event, save) {
    event.preventDefault();
    event.submitter.disabled = true;
    at("form-answer").hidden = true;
    try {
      await save(this.#camera(), this.#edited?.id ?? null);
      this.#fill(null);
    } catch (problem) {
      answer("form-answer", problem.message, "bad");
    } finally {
      event.submitter.disabled = false;
    }
  }
}

function percents() {
  return fromPercent(...["left", "top", "width", "height"].map((part) => at(`mask-${part}`).valueAsNumber || 0));
}

function found({ width, height, faces }) {
  if (faces === null) {
    return `It shows ${width} x ${height} pixels. Faces are withheld, because a minimum group size applies.`;
  }
  return `It shows ${width} x ${height} pixels and ${faces.length} face${faces.length === 1 ? "" : "s"}.`;
}

export function answer(id, text, tone) {
  at(id).textContent = text;
  at(id).dataset.tone = tone;
  at(id).hidden = false;
}
