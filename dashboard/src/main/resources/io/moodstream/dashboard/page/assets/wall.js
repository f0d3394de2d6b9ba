// The wall: all cameras on one screen, those in trouble first.

import { alarm, canSound } from "./alarm.js";
import { cameras } from "./api.js";
import { element } from "./format.js";
import { Live } from "./live.js";
import { Problem, json } from "./request.js";
import { ACCESS_ENDED, showConnection } from "./top.js";
import { grid, troubleFirst } from "./wall-layout.js";
import { WallTile } from "./wall-tile.js";

const POLL = 2000;
const TICK = 1000;

/** Pictures a second of all cameras together: more would keep a wall's small computer busy. */
const PICTURES = 36;

const at = (id) => document.getElementById(id);
const wall = at("wall");
const narrow = matchMedia("(max-width: 640px)");
const tiles = new Map();
let groups = [];
let sound = false;
let lock = null;

const live = new Live({
  frame: (frame) => tiles.get(frame.camera)?.frame(frame),
  summary: (window) => tiles.get(window.camera)?.window(window),
  erased: ({ camera }) => tiles.get(camera)?.erase(),
  open: () => showConnection(true),
  lost: () => unknown(),
});

function unknown(why) {
  showConnection(false, why);
  tiles.forEach((tile) => tile.unknown());
}

async function poll() {
  try {
    show(wanted(await cameras()));
    if (live.isOpen) {
      showConnection(true);
    }
  } catch (failure) {
    unknown(failure instanceof Problem && failure.status === 401 ? ACCESS_ENDED : undefined);
  }
  setTimeout(poll, POLL);
}

/** Those of the chosen group. */
function wanted(all) {
  const group = groups.find(({ id }) => id === chosen());
  return group ? all.filter(({ id }) => group.cameras.includes(id)) : all;
}

const chosen = () => new URLSearchParams(location.search).get("group") ?? "";

function show(list) {
  const known = new Set(list.map(({ id }) => id));
  [...tiles.keys()].filter((id) => !known.has(id)).forEach(remove);
  list.filter(({ id }) => !tiles.has(id)).forEach(({ id }) => tiles.set(id, new WallTile(id, pause)));
  const changed = list.map((camera) => [camera.name, tiles.get(camera.id).update(camera)]).filter(([, state]) => state);
  place(troubleFirst(list).map(({ id }) => tiles.get(id).element));
  at("note").textContent = list.length === 0 ? "No camera yet" : "";
  at("totals").textContent = list.length ? `${list.filter(({ state }) => state === "live").length} of ${list.length} live` : "";
  if (changed.length > 0) {
    at("announcements").textContent = changed.map(([name, state]) => `Camera ${name} is ${state}`).join(". ");
  }
  if (sound && changed.some(([, state]) => state === "lost")) {
    alarm();
  }
}

const pause = () => (1000 * tiles.size) / PICTURES;

function remove(id) {
  tiles.get(id).element.remove();
  tiles.delete(id);
}

/** Moves only what is out of place: a canvas that is moved loses nothing, but costs a layout. */
function place(elements) {
  elements.forEach((tile, index) => {
    if (wall.children[index] !== tile) {
      wall.insertBefore(tile, wall.children[index] ?? null);
    }
  });
  fit();
}

function fit() {
  const style = getComputedStyle(wall);
  const width = wall.clientWidth - parseFloat(style.paddingLeft) * 2;
  // A phone scrolls anyway.
  const height = narrow.matches ? 0 : wall.clientHeight - parseFloat(style.paddingTop) * 2;
  const { columns, rows, scrolls } = grid(tiles.size, width, height);
  wall.dataset.scrolls = scrolls;
  wall.style.setProperty("--columns", columns);
  wall.style.setProperty("--rows", rows);
  wall.style.setProperty("--least-height", `${Math.round(width / columns / 1.5)}px`);
}

async function loadGroups() {
  groups = await json("/api/v1/groups");
  const option = (value, text) => element("option", { value }, text);
  at("group").replaceChildren(option("", "All cameras"), ...groups.map(({ id }) => option(id, id)));
  at("group").value = chosen();
  at("group").hidden = groups.length === 0;
}

/** A screen that goes dark shows no trouble. Browsers allow it over https or on this machine. */
async function keepAwake() {
  if (document.hidden || lock || !navigator.wakeLock) {
    return;
  }
  try {
    lock = await navigator.wakeLock.request("screen");
    lock.addEventListener("release", () => (lock = null));
  } catch {
    // Low battery, or not allowed: the wall works all the same.
  }
}

at("group").addEventListener("change", ({ target }) => {
  const query = target.value ? `?${new URLSearchParams({ group: target.value })}` : "";
  history.replaceState(null, "", `/wall${query}`);
  tiles.forEach((_, id) => remove(id));
  cameras().then((all) => show(wanted(all)));
});
at("sound").hidden = !canSound;
at("sound").addEventListener("click", () => {
  sound = !sound;
  at("sound").setAttribute("aria-pressed", sound);
  at("sound").textContent = sound ? "Sound on" : "Sound off";
  if (sound) {
    alarm();
  }
});
at("full").addEventListener("click", () => wall.requestFullscreen());
document.addEventListener("visibilitychange", keepAwake);
new ResizeObserver(fit).observe(wall);
setInterval(() => tiles.forEach((tile) => tile.tick()), TICK);
keepAwake();
loadGroups()
  .catch(() => {
    // Without groups all cameras are shown.
  })
  .then(poll);
live.connect();
