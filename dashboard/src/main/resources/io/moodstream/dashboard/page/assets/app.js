// Brings the parts together: who is there, what comes in, what the visitor chooses.

import { cameras, currentHours, stepFor, summaries } from "./api.js";
import { EXPRESSIONS } from "./expressions.js";
import { Live } from "./live.js";
import { Problem } from "./request.js";
import { Tile } from "./tile.js";
import { ACCESS_ENDED, showConnection } from "./top.js";

const POLL = 2000;
const TICK = 1000;

const at = (id) => document.getElementById(id);
const tiles = new Map();
let minutes = 5;
let single = null;

const live = new Live({
  frame: (frame) => tiles.get(frame.camera)?.frame(frame),
  summary: (summary) => {
    tiles.get(summary.camera)?.minimum(summary.minimumPeople);
    tiles.get(summary.camera)?.window(summary.step, summary);
    if (summary.step === stepFor(minutes).label) {
      tiles.get(summary.camera)?.timeline.put(summary);
    }
  },
  erased: ({ camera }) => {
    tiles.get(camera)?.erase();
    // The aggregator erases at about the same moment: what it still had is replaced.
    [POLL, 5 * POLL].forEach((pause) => setTimeout(() => reload(camera), pause));
  },
  open: () => {
    connected(true);
    loadHistory();
  },
  lost: () => connected(false),
});

function connected(yes, why) {
  showConnection(yes, why);
  if (!yes) {
    tiles.forEach((tile) => tile.unknown());
    at("totals").textContent = "";
  }
}

async function poll() {
  try {
    show(await cameras());
    if (live.isOpen) {
      connected(true);
    }
  } catch (failure) {
    const denied = failure instanceof Problem && failure.status === 401;
    connected(false, denied ? ACCESS_ENDED : undefined);
  }
  setTimeout(poll, POLL);
}

function show(list) {
  const known = new Set(list.map((camera) => camera.id));
  [...tiles.keys()].filter((id) => !known.has(id)).forEach(remove);
  const fresh = list.filter((camera) => !tiles.has(camera.id));
  fresh.forEach((camera) => add(camera.id));
  list.forEach(update);
  if (fresh.length > 0) {
    loadHistory();
  }
  at("empty").hidden = list.length > 0;
  at("legend").hidden = list.length === 0;
  tell(list);
}

function update(camera) {
  const changed = tiles.get(camera.id).update(camera);
  if (changed) {
    at("announcements").textContent = `Camera ${camera.name} is ${changed}`;
  }
}

function add(id) {
  const tile = new Tile(id);
  tile.minutes = minutes;
  tile.timeline.single(single);
  const after = [...tiles.values()].find((other) => other.id > id);
  at("tiles").insertBefore(tile.element, after?.element ?? null);
  tiles.set(id, tile);
}

function remove(id) {
  tiles.get(id).element.remove();
  tiles.delete(id);
}

function tell(list) {
  const there = list.filter((camera) => camera.state === "live");
  const overloaded = list.filter((camera) => camera.state === "overloaded");
  const rate = [...there, ...overloaded].reduce((sum, camera) => sum + camera.framesPerSecond, 0);
  const noun = list.length === 1 ? "camera" : "cameras";
  const more = document.createElement("span");
  more.className = "more";
  more.textContent = `${overloaded.length ? `, ${overloaded.length} overloaded` : ""}, ${rate.toFixed(0)} frames/s`;
  at("totals").replaceChildren(...(list.length ? [`${there.length} of ${list.length} ${noun} live`, more] : []));
}

async function loadHistory() {
  try {
    const [{ minimumPeople, series }, hours] = await Promise.all([summaries(minutes), currentHours()]);
    tiles.forEach((tile) => tile.minimum(minimumPeople));
    series.forEach((window) => tiles.get(window.camera)?.timeline.put(window));
    hours.series.forEach((window) => tiles.get(window.camera)?.window("1h", window));
  } catch {
    // While the statistics are being restored there are none; live ones come by themselves.
    setTimeout(loadHistory, POLL * 2);
  }
}

function reload(camera) {
  tiles.get(camera)?.timeline.clear();
  return loadHistory();
}

function chooseRange(button) {
  minutes = Number(button.dataset.minutes);
  at("ranges")
    .querySelectorAll("button")
    .forEach((other) => other.setAttribute("aria-pressed", other === button));
  tiles.forEach((tile) => (tile.minutes = minutes));
  loadHistory().then(tick);
}

function chooseSingle(expression) {
  single = single === expression ? null : expression;
  at("legend")
    .querySelectorAll("button")
    .forEach((button) => button.setAttribute("aria-pressed", button.dataset.expression === single));
  tiles.forEach((tile) => tile.timeline.single(single));
  tick();
}

function recolour() {
  tiles.forEach((tile) => tile.timeline.recolour());
  tick();
}

function legendButton(expression) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.expression = expression;
  button.setAttribute("aria-pressed", "false");
  button.append(document.createElement("i"), expression);
  button.addEventListener("click", () => chooseSingle(expression));
  return button;
}

function tick() {
  tiles.forEach((tile) => tile.tick());
}

at("legend").append(...EXPRESSIONS.map(legendButton));
at("ranges").addEventListener("click", (event) => {
  if (event.target.matches("button")) {
    chooseRange(event.target);
  }
});
document.addEventListener("theme", recolour);
document.addEventListener("visibilitychange", tick);
setInterval(tick, TICK);
poll();
live.connect();
