// Brings the cameras page together: asks every two seconds, and does what the visitor asks for.

import { answer, CameraForm } from "./camera-form.js";
import { stateInWords } from "./camera-state.js";
import { showDrift } from "./drift.js";
import { copy } from "./format.js";
import { body, json, request } from "./request.js";
import { session } from "./session.js";
import { ACCESS_ENDED, showConnection } from "./top.js";

const CAMERAS = "/api/v1/cameras";
const POLL = 2000;

/** It changes once an hour. */
const DRIFT_POLL = 15_000;

const at = (id) => document.getElementById(id);
const form = new CameraForm(trial, save);
let mayChange = false;
let mayAdd = false;
let shown = "";
let timer = 0;
let drift = new Map();
let driftAt = -Infinity;
const opened = new Set();

async function refresh() {
  clearTimeout(timer);
  try {
    if (!document.hidden) {
      const cameras = await json(CAMERAS);
      await readDrift();
      form.offerMachines(cameras.map(({ machine }) => machine));
      show(cameras);
      showConnection(true);
    }
  } catch (problem) {
    showConnection(false, problem.status === 401 ? ACCESS_ENDED : undefined);
  }
  clearTimeout(timer);
  timer = setTimeout(refresh, POLL);
}

async function readDrift() {
  if (performance.now() - driftAt > DRIFT_POLL) {
    drift = new Map((await json("/api/v1/drift")).map((each) => [each.camera, each]));
    driftAt = performance.now();
  }
}

function show(cameras) {
  const live = cameras.filter(({ state }) => state === "live").length;
  at("totals").textContent = `${live} of ${cameras.length} cameras live`;
  // What changes all the time is not shown here: a button keeps the focus until its camera changes.
  const now = JSON.stringify([mayChange, ...cameras.map((camera) => [...Object.values(look(camera)), camera.masks, drift.get(camera.id)])]);
  if (now === shown) {
    return;
  }
  shown = now;
  at("no-cameras").hidden = cameras.length > 0;
  at("list").replaceChildren(...cameras.map(item));
}

function look(camera) {
  const { id, name, state, source, machine, group, rate, purpose, reason, origin, paused, masks } = camera;
  const { purposeCode, legalBasis } = camera;
  return {
    name,
    state,
    about: [
      name === id ? "" : id,
      source,
      machine && `on ${machine}`,
      group && `group ${group}`,
      rate && `at most ${rate} frames a second`,
      masks?.length ? `${masks.length} masked` : "",
      inWords("purposeCode", purposeCode),
      purpose,
      legalBasis && `legal basis: ${inWords("legalBasis", legalBasis).toLowerCase()}`,
    ]
      .filter(Boolean)
      .join(" · "),
    reason,
    elsewhere: elsewhere(origin, machine),
    pause: paused ? "Go on" : "Pause",
  };
}

/** As the form's list has it. */
const inWords = (field, code) => code && (form.words(field, code) ?? code);

function elsewhere(origin, machine) {
  return { file: `Of cameras.yaml on ${machine}: changed there`, "command-line": `Of the command line on ${machine}` }[origin] ?? "";
}

function item(camera) {
  const { element, parts } = copy("camera");
  const words = look(camera);
  for (const [name, text] of Object.entries(words)) {
    parts[name].textContent = text;
    parts[name].hidden = text === "";
  }
  parts.state.dataset.state = camera.state;
  parts.state.title = stateInWords(camera);
  const managed = mayChange && camera.origin === "api";
  parts.edit.hidden = parts.pause.hidden = parts.remove.hidden = !managed;
  parts.notice.href = `/cameras/${encodeURIComponent(camera.id)}/notice`;
  for (const name of ["edit", "pause", "notice", "remove"]) {
    parts[name].setAttribute("aria-label", `${parts[name].textContent}: ${camera.name}`);
  }
  showDrift(parts, drift.get(camera.id));
  parts.drift.open = opened.has(camera.id);
  parts.drift.ontoggle = () => (parts.drift.open ? opened.add(camera.id) : opened.delete(camera.id));
  parts.reference.hidden = !mayChange;
  parts.reference.setAttribute("aria-label", `Begin a new reference: ${camera.name}`);
  parts.reference.onclick = () => askForReference(camera);
  parts.edit.onclick = () => form.edit(camera);
  parts.pause.onclick = () =>
    done(`${camera.name} is ${camera.paused ? "to go on" : "paused"}.`, () =>
      request(address(camera.id), body("PATCH", { paused: !camera.paused })),
    );
  parts.remove.onclick = () => askToRemove(camera);
  return element;
}

const address = (id) => `${CAMERAS}/${encodeURIComponent(id)}`;

function askToRemove({ id, name }) {
  at("remove-title").textContent = `Remove ${name}?`;
  at("remove-do").onclick = () => {
    at("remove-dialog").close();
    done(`${name} is removed.`, () => request(address(id), { method: "DELETE" }));
  };
  at("remove-dialog").showModal();
}

function askForReference({ id, name }) {
  at("reference-title").textContent = `Begin a new reference of ${name}?`;
  at("reference-do").onclick = () => {
    at("reference-dialog").close();
    done(`The reference of ${name} begins anew.`, async () => {
      await request(`${address(id)}/reference`, { method: "POST" });
      driftAt = -Infinity;
    });
  };
  at("reference-dialog").showModal();
}

async function done(news, work) {
  try {
    await work();
    answer("list-answer", news, "good");
    refresh();
  } catch (problem) {
    answer("list-answer", problem.message, "bad");
  }
}

async function trial(source) {
  return (await request(`${CAMERAS}/test`, body("POST", source))).json();
}

async function save(camera, id) {
  const { id: ignored, ...change } = camera;
  await (id === null ? request(CAMERAS, body("POST", camera)) : request(address(id), body("PATCH", change)));
  at("announcements").textContent = `${camera.name} is saved`;
  refresh();
}

async function begin() {
  const { rights, cameras } = await session();
  mayChange = rights.includes("operate");
  mayAdd = mayChange && cameras === null;
  at("camera-form").hidden = !mayChange;
  at("no-right").hidden = mayAdd;
  if (mayAdd) {
    form.offerWebcams(await json(`${CAMERAS}/webcams`));
  }
}

at("reference-cancel").addEventListener("click", () => at("reference-dialog").close());
at("remove-cancel").addEventListener("click", () => at("remove-dialog").close());
document.addEventListener("visibilitychange", refresh);
begin()
  .catch((problem) => answer("list-answer", problem.message, "bad"))
  .finally(refresh);
