// The history page: any period, cameras and groups side by side.

import { alertSpans } from "./alert-marks.js";
import { cameras, serverNow } from "./api.js";
import { atMinute, count, element } from "./format.js";
import { showHeatMap } from "./heat-map.js";
import { Plot, lineColour } from "./history-plot.js";
import { fromAddress, fromInput, period, stepFor, toAddress, toInput } from "./history-view.js";
import { MEASURES } from "./measures.js";
import { json, read } from "./request.js";
import { isWithheld } from "./timeline-marks.js";
import "./top.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Lines in one chart: more cannot be reported apart. */
const MOST = 6;

/** Marks that are listed in words. */
const MOST_MARKS = 100;

const at = (id) => document.getElementById(id);
const plot = new Plot(at("plot"));
let view = fromAddress(location.search, Object.keys(MEASURES));
let shown = null;
let loading = 0;
let groups = [];
let names = new Map();

const sources = () => [
  ...view.groups.map((name) => ({ kind: "group", name })),
  ...view.cameras.map((name) => ({ kind: "camera", name })),
];

async function load() {
  const number = ++loading;
  const { from, to } = period(view, serverNow());
  const step = stepFor(to - from);
  const measure = MEASURES[view.measure];
  fill(from, to);
  at("about").textContent = "Loading …";
  try {
    const lines = await Promise.all(
      sources().map(async (source, index) => ({
        ...source,
        number: index,
        windows: await windows(source, from, to, step.label),
        before: view.before ? moved(await windows(source, 2 * from - to, from, step.label), to - from) : null,
        hours: await hoursOf(source, from, to, step),
      })),
    );
    const alerts = alertSpans(await alertsOf(from, to), from, to);
    if (number === loading) {
      problem("");
      show({ from, to, step: step.millis, stepLabel: step.label, measure, lines, alerts });
    }
  } catch (refused) {
    if (number === loading) {
      at("about").textContent = "";
      problem(`The statistics could not be loaded: ${refused.message}`);
    }
  }
}

function address(chosen, from, to, step) {
  const query = new URLSearchParams({ step, from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  chosen.forEach(({ kind, name }) => query.append(kind, name));
  return `/api/v1/summaries?${query}`;
}

const windows = async (source, from, to, step) => (await json(address([source], from, to, step))).series;

/** Of the cameras that are chosen, and of those of the groups. */
async function alertsOf(from, to) {
  const members = groups.filter(({ id }) => view.groups.includes(id)).flatMap((group) => group.cameras);
  const chosen = new Set([...view.cameras, ...members]);
  if (chosen.size === 0) {
    return [];
  }
  const query = new URLSearchParams({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  chosen.forEach((camera) => query.append("camera", camera));
  return json(`/api/v1/alerts?${query}`);
}

/** For the heat map; less than a day has none. */
function hoursOf(source, from, to, step) {
  if (to - from < DAY) {
    return [];
  }
  return step.millis === HOUR ? null : windows(source, from, to, "1h");
}

/** Windows of the period before, as if they were of this one. */
function moved(series, by) {
  return series.map((window) => ({ ...window, from: new Date(Date.parse(window.from) + by).toISOString() }));
}

function show(next) {
  shown = next;
  const { measure, lines, stepLabel } = shown;
  plot.show(shown);
  at("title").textContent = capital(measure.label);
  const found = lines.reduce((sum, line) => sum + line.windows.length, 0);
  at("about").textContent = lines.length
    ? `${found.toLocaleString("en")} windows of ${stepLabel}`
    : "Choose a camera or a group.";
  at("nothing").hidden = lines.length === 0 || found > 0;
  at("plot").setAttribute("aria-label", `${measure.label}: ${lines.map(inWords).join("; ") || "nothing chosen"}`);
  showKeys();
  showMarks();
  showWhole();
  showWeek();
}

/** What is marked on the chart, in words. */
function showMarks() {
  const marks = [
    ...shown.alerts.map(({ from, to, name, camera, open }) => ({
      at: from,
      text: `${name}, ${names.get(camera) ?? camera}${open ? ", not over" : `, until ${atMinute(to)}`}`,
      kind: "alert",
    })),
    ...plot.swaps.map((swap) => ({ at: swap.at, text: `Model ${swap.model} took over`, kind: "swap" })),
  ].sort((a, b) => b.at - a.at);
  at("marks").hidden = marks.length === 0;
  at("marks-count").textContent = `${marks.length} mark${marks.length === 1 ? "" : "s"} on the chart`;
  at("marks-list").replaceChildren(
    ...marks.slice(0, MOST_MARKS).map((mark) =>
      element("li", { "data-testid": "mark", "data-kind": mark.kind }, element("time", { datetime: new Date(mark.at).toISOString() }, atMinute(mark.at)), mark.text),
    ),
  );
}

function inWords(line) {
  const value = whole(line.windows);
  return `${line.name} ${value} over the whole period`;
}

function whole(series) {
  const { measure } = shown;
  const any = series.some((window) => measure.value(window) !== null);
  return any ? measure.format(measure.combine(series, measure.value)) : "–";
}

function showKeys() {
  const { lines } = shown;
  const keys = lines.flatMap((line) => [
    key("line", line.name, line.number),
    ...(line.before ? [key("before", `${line.name}, before`, line.number)] : []),
  ]);
  if (lines.some((line) => line.windows.some(isWithheld))) {
    keys.push(key("withheld", "withheld: too few people", 0));
  }
  if (shown.alerts.length > 0) {
    keys.push(key("alert", shown.alerts.length === 1 ? "1 alert" : `${count(shown.alerts.length)} alerts`, 0));
  }
  at("keys").replaceChildren(...keys);
}

function key(kind, text, number) {
  const mark = element("i", { "aria-hidden": "true" });
  mark.style.setProperty("--hue", lineColour(number));
  return element("li", { "data-kind": kind }, mark, text);
}

function showWhole() {
  const { lines, measure } = shown;
  at("whole-measure").textContent = measure.label;
  at("whole-before").hidden = !view.before;
  at("whole").replaceChildren(
    ...lines.map((line) => {
      const cells = [whole(line.windows), ...(line.before ? [whole(line.before)] : [])];
      const sum = (field) => line.windows.reduce((all, window) => all + (window[field] ?? 0), 0);
      const withheld = line.windows.filter(isWithheld).length;
      cells.push(count(sum("faces")), count(sum("frames")), withheld ? `${withheld} of ${line.windows.length}` : "–");
      return element(
        "tr",
        { "data-testid": "whole-row" },
        element("th", { scope: "row" }, line.name),
        ...cells.map((text) => element("td", { class: "number" }, text)),
      );
    }),
  );
}

function showWeek() {
  const { from, to, lines, measure } = shown;
  at("week").hidden = to - from < DAY || lines.length === 0;
  if (at("week").hidden) {
    return;
  }
  const chosen = at("week-of").value;
  at("week-of").replaceChildren(...lines.map((line) => element("option", { value: line.name }, line.name)));
  const line = lines.find(({ name }) => name === chosen) ?? lines[0];
  at("week-of").value = line.name;
  showHeatMap(at("heat"), line.hours ?? line.windows, measure, `${measure.label} of ${line.name} by weekday and hour`);
}

function fill(from, to) {
  at("from").value = toInput(from);
  at("to").value = toInput(to);
  at("measure").value = view.measure;
  at("before").checked = view.before;
  at("presets")
    .querySelectorAll("button")
    .forEach((button) => button.setAttribute("aria-pressed", button.dataset.range === view.range));
  at("sources")
    .querySelectorAll("input")
    .forEach((box) => {
      box.checked = (box.dataset.kind === "group" ? view.groups : view.cameras).includes(box.value);
    });
  const full = sources().length >= MOST;
  at("sources")
    .querySelectorAll("input")
    .forEach((box) => (box.disabled = full && !box.checked));
}

function change(part) {
  view = { ...view, ...part };
  history.pushState(null, "", toAddress(view));
  load();
}

function problem(text) {
  at("problem").textContent = text;
  at("problem").hidden = !text;
}

function sourceBox(kind, id, name = id) {
  const box = element("input", { type: "checkbox", value: id, "data-kind": kind });
  return element("label", { "data-kind": kind }, box, name);
}

function chosen(kind) {
  return [...at("sources").querySelectorAll(`input[data-kind="${kind}"]:checked`)].map((box) => box.value);
}

async function save(name, blob) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}

async function saveCsv() {
  try {
    const { from, to, stepLabel } = shown;
    const response = await read(address(sources(), from, to, stepLabel), { headers: { Accept: "text/csv" } });
    await save(`moodstream-${toInput(from)}.csv`.replaceAll(":", ""), await response.blob());
  } catch (refused) {
    problem(`The csv could not be loaded: ${refused.message}`);
  }
}

/** Drag over the chart: that part becomes the period. */
function zoomByDragging() {
  const area = at("plot-area");
  const mark = at("selection");
  let begin = null;
  const place = (event) => event.clientX - area.getBoundingClientRect().left;
  at("plot").addEventListener("pointerdown", (event) => {
    if (event.button === 0 && shown) {
      begin = place(event);
      at("plot").setPointerCapture(event.pointerId);
    }
  });
  at("plot").addEventListener("pointermove", (event) => {
    if (begin === null) {
      return;
    }
    const end = place(event);
    mark.hidden = false;
    mark.style.left = `${Math.min(begin, end)}px`;
    mark.style.width = `${Math.abs(end - begin)}px`;
  });
  const end = (event) => {
    const [left, right] = [begin, place(event)].sort((a, b) => a - b);
    const wide = begin !== null && right - left > 8;
    begin = null;
    mark.hidden = true;
    if (event.type === "pointerup" && wide) {
      const [from, to] = [plot.timeAt(left), plot.timeAt(right)].map(Math.round);
      if (to - from >= 60_000) {
        change({ range: null, from, to });
      }
    }
  };
  at("plot").addEventListener("pointerup", end);
  at("plot").addEventListener("pointercancel", end);
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

async function begin() {
  at("measure").append(...Object.entries(MEASURES).map(([id, { label }]) => element("option", { value: id }, capital(label))));
  const [known, found] = await Promise.all([cameras(), json("/api/v1/groups")]);
  groups = found;
  names = new Map(known.map(({ id, name }) => [id, name]));
  at("sources").append(
    ...groups.map(({ id }) => sourceBox("group", id)),
    ...known.map(({ id, name }) => sourceBox("camera", id, name)),
  );
  if (sources().length === 0) {
    view = { ...view, cameras: known.slice(0, 3).map(({ id }) => id) };
  }
  load();
}

at("presets").addEventListener("click", ({ target }) => {
  if (target.matches("button")) {
    change({ range: target.dataset.range, from: null, to: null });
  }
});
for (const end of ["from", "to"]) {
  at(end).addEventListener("change", () => {
    const [from, to] = [fromInput(at("from").value), fromInput(at("to").value)];
    if (from < to) {
      change({ range: null, from, to });
    } else {
      problem("The period must begin before it ends.");
    }
  });
}
at("measure").addEventListener("change", () => change({ measure: at("measure").value }));
at("before").addEventListener("change", () => change({ before: at("before").checked }));
at("sources").addEventListener("change", () => change({ cameras: chosen("camera"), groups: chosen("group") }));
at("week-of").addEventListener("change", showWeek);
at("csv").addEventListener("click", saveCsv);
at("png").addEventListener("click", async () => save("moodstream.png", await plot.picture()));
at("choices").addEventListener("submit", (event) => event.preventDefault());
addEventListener("popstate", () => {
  view = fromAddress(location.search, Object.keys(MEASURES));
  load();
});
document.addEventListener("theme", () => shown && show(shown));
zoomByDragging();
begin().catch((refused) => problem(`The cameras could not be loaded: ${refused.message}`));
