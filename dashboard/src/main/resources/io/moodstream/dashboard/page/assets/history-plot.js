// The chart of the history page (Chart.js, loaded by the page).

import { alertMarks, alertsAt } from "./alert-marks.js";
import { Swaps, swapMarks } from "./swaps.js";
import { isWithheld } from "./timeline-marks.js";

const MOST_TICKS = 7;
const UNITS = [60_000, 300_000, 900_000, 3_600_000, 10_800_000, 21_600_000, 86_400_000, 172_800_000, 604_800_000, 2_592_000_000];
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const exact = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;

export const lineColour = (number) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--line-${(number % 6) + 1}`).trim();

export class Plot {
  #canvas;
  #chart = null;
  #withheld = [];
  #swaps = [];
  #alerts = [];

  constructor(canvas) {
    this.#canvas = canvas;
  }

  /** The moments at which another model took over: [{ at (ms), model }]. */
  get swaps() {
    return this.#swaps;
  }

  /** lines: [{ name, number, windows, before: windows moved into this period, or null }]; alerts: as alertSpans gives them. */
  show({ from, to, step, measure, lines, alerts }) {
    this.#alerts = alerts;
    this.#chart?.destroy();
    this.#withheld = lines.flatMap(({ windows }) => windows.filter(isWithheld));
    this.#swaps = swapsOf(lines, from, step);
    const datasets = lines.flatMap((line) => [
      dataset(line.name, line.number, line.windows, measure, step, false),
      ...(line.before ? [dataset(`${line.name}, before`, line.number, line.before, measure, step, true)] : []),
    ]);
    this.#chart = this.#create(from, to, step, measure, datasets);
    this.#canvas.dataset.alerts = alerts.length;
    this.#canvas.dataset.swaps = this.#swaps.length;
    this.#canvas.dataset.points = datasets.flatMap(({ data }) => data).filter(({ y }) => Number.isFinite(y)).length;
  }

  /** The time under a place of the canvas, ms. */
  timeAt(x) {
    return this.#chart.scales.x.getValueForPixel(x);
  }

  /** A picture of it on the card's ground. */
  picture() {
    const copy = document.createElement("canvas");
    copy.width = this.#canvas.width;
    copy.height = this.#canvas.height;
    const pen = copy.getContext("2d");
    pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--card");
    pen.fillRect(0, 0, copy.width, copy.height);
    pen.drawImage(this.#canvas, 0, 0);
    return new Promise((resolve) => copy.toBlob(resolve, "image/png"));
  }

  #create(from, to, step, measure, datasets) {
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue("--muted").trim();
    const grid = style.getPropertyValue("--line").trim();
    return new Chart(this.#canvas, {
      type: "line",
      plugins: [withheldBands(() => this.#withheld, step, ink), swapMarks(() => this.#swaps), alertMarks(() => this.#alerts)],
      data: { datasets },
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        maintainAspectRatio: false,
        interaction: { mode: "nearest", axis: "x", intersect: false },
        plugins: {
          legend: { display: false },
          tooltip: {
            callbacks: {
              title: (items) => (items.length ? exact.format(items[0].raw.x) : ""),
              afterBody: (items) =>
                items.length ? alertsAt(this.#alerts, items[0].raw.x, step).map(({ name, camera }) => `Alert: ${name} (${camera})`) : [],
              label: (item) => ` ${item.dataset.label} ${measure.format(item.raw.y)}`,
            },
          },
        },
        scales: {
          x: {
            type: "linear",
            min: from,
            max: to,
            grid: { display: false },
            border: { color: grid },
            afterBuildTicks: (axis) => (axis.ticks = ticks(from, to)),
            ticks: { color: ink, font: { size: 11.5 }, maxRotation: 0, callback: (value) => tickText(value, to - from) },
          },
          y: {
            min: measure.signed ? -1 : 0,
            max: measure.signed ? 1 : undefined,
            suggestedMax: measure.max ? undefined : 1,
            border: { display: false },
            grid: { color: grid },
            ticks: { color: ink, font: { size: 11.5 }, maxTicksLimit: 5, callback: (value) => measure.format(value) },
          },
        },
      },
    });
  }
}

function dataset(label, number, windows, measure, step, before) {
  const colour = lineColour(number);
  return {
    label,
    data: points(windows, measure, step),
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: before ? 1.25 : 2,
    borderDash: before ? [5, 4] : [],
    pointRadius: windows.length < 60 && !before ? 2 : 0,
    pointHitRadius: 8,
  };
}

/** A point for each window; a gap where windows are missing, withheld or without faces. */
function points(windows, measure, step) {
  const found = [];
  let previous = null;
  for (const window of windows) {
    const from = Date.parse(window.from);
    if (previous !== null && from - previous > step) {
      found.push({ x: previous + step, y: NaN });
    }
    previous = from;
    found.push({ x: from + step / 2, y: measure.value(window) ?? NaN });
  }
  return found;
}

function swapsOf(lines, from, step) {
  const [first] = lines;
  const windows = first ? first.windows.map((window) => [Date.parse(window.from), window]) : [];
  return new Swaps().since(from, windows, step);
}

/** On whole minutes, hours and days of this browser's time zone. */
function ticks(from, to) {
  const every = UNITS.find((unit) => (to - from) / unit <= MOST_TICKS) ?? (to - from) / MOST_TICKS;
  const offset = new Date(from).getTimezoneOffset() * 60_000;
  const found = [];
  for (let value = Math.ceil((from - offset) / every) * every + offset; value <= to; value += every) {
    found.push({ value });
  }
  return found;
}

const tickText = (value, span) => (span <= 2 * 86_400_000 ? clock.format(value) : day.format(value));

/** Hatched where statistics are withheld. */
function withheldBands(windows, step, ink) {
  return {
    id: "withheldBands",
    beforeDatasetsDraw({ ctx: pen, chartArea: area, scales }) {
      const width = scales.x.getPixelForValue(step) - scales.x.getPixelForValue(0);
      pen.save();
      pen.beginPath();
      pen.rect(area.left, area.top, area.width, area.height);
      pen.clip();
      pen.strokeStyle = ink;
      pen.globalAlpha = 0.45;
      for (const window of windows()) {
        hatch(pen, scales.x.getPixelForValue(Date.parse(window.from)), Math.max(2, width), area.bottom);
      }
      pen.restore();
    },
  };
}

function hatch(pen, left, width, bottom) {
  const height = 12;
  for (let x = left; x < left + width; x += 5) {
    pen.beginPath();
    pen.moveTo(x, bottom);
    pen.lineTo(Math.min(x + height, left + width), bottom - Math.min(height, left + width - x));
    pen.stroke();
  }
}
