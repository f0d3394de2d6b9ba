// The seven shares over the last minutes, as stacked areas (Chart.js, loaded by the page).

import { serverNow, stepFor } from "./api.js";
import { EXPRESSIONS, colour, inWords, percent } from "./expressions.js";
import { Swaps, swapMarks } from "./swaps.js";
import { clock, exactClock, tooltip, wholeMinutes } from "./timeline-axis.js";
import { isWithheld, marksInWords, qualityMarks, spans, withheldInWords } from "./timeline-marks.js";

Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;

export class Timeline {
  #canvas;
  #nothing;
  #chart = null;
  #windows = new Map();
  #swaps = new Swaps();
  #marked = [];
  #spans = [];
  #people = 0;
  #empty = true;
  #minutes = 5;
  #single = null;

  constructor(canvas, nothing) {
    this.#canvas = canvas;
    this.#nothing = nothing;
  }

  /** Forgets what was and shows another span. */
  span(minutes) {
    this.#minutes = minutes;
    this.#windows.clear();
  }

  /** Forgets what was. */
  clear() {
    this.#windows.clear();
    this.#swaps = new Swaps();
  }

  /** A window as the API returns it; a later one of the same start replaces it. */
  put(window) {
    this.#windows.set(Date.parse(window.from), window);
  }

  /** The minimum group size that applies; 0 for none. */
  minimum(people) {
    this.#people = people;
  }

  /** A frame as it comes: which model analysed it. */
  judged(frame) {
    this.#swaps.saw(frame.model, Date.parse(frame.capturedAt));
  }

  /** Singles out one expression, or none (null). */
  single(expression) {
    this.#single = expression;
    this.recolour();
  }

  recolour() {
    this.#chart?.destroy();
    this.#chart = null;
  }

  /** current: the shares of right now, or null. */
  render(current) {
    const now = serverNow();
    const step = stepFor(this.#minutes);
    const start = now - this.#minutes * 60_000;
    const windows = this.#since(start - 2 * step.millis);
    const points = this.#points(windows, now, step.millis, current);
    this.#spans = spans(windows, step.millis);
    this.#marked = this.#swaps.since(start, windows, step.millis);
    this.#chart ??= this.#create();
    this.#chart.data.datasets.forEach((dataset) => {
      dataset.data = points.map(({ x, shares }) => ({ x, y: shares ? shares[dataset.label] : NaN }));
    });
    this.#chart.options.scales.x.min = start;
    this.#chart.options.scales.x.max = now;
    const empty = points.every(({ shares }) => !shares);
    this.#empty = empty;
    this.#chart.update("none");
    this.#nothing.hidden = !empty;
    this.#nothing.textContent = empty ? why(windows, this.#people) : "";
    this.#canvas.dataset.withheld = windows.filter(([, window]) => isWithheld(window)).length;
    this.#canvas.dataset.hatched = this.#spans.filter(({ kind }) => kind === "hatched").length;
    this.#canvas.dataset.points = points.filter(({ shares }) => shares).length;
    this.#canvas.dataset.swaps = this.#marked.map((swap) => swap.model).join(" ");
    this.#canvas.setAttribute("aria-label", this.#described(windows, current, empty));
  }

  /** In their order; older ones are forgotten. */
  #since(start) {
    [...this.#windows.keys()].filter((from) => from < start).forEach((from) => this.#windows.delete(from));
    return [...this.#windows].sort(([a], [b]) => a - b);
  }

  #points(windows, now, step, current) {
    const points = [];
    let previous = null;
    for (const [from, { shares }] of windows) {
      if (previous !== null && from - previous > step) {
        points.push({ x: previous + step, shares: null });
      }
      previous = from;
      const middle = from + step / 2;
      // The window under way is reported by the point of right now.
      if (middle < now - step / 2 || !current) {
        points.push({ x: Math.min(middle, now), shares });
      }
    }
    return current ? [...points, { x: now, shares: current }] : points;
  }

  #described(windows, current, empty) {
    const now = current ? `now ${inWords(current)}` : "no face analysed now";
    const swaps = this.#marked.map((swap) => `; model ${swap.model} from ${exactClock.format(swap.at)} on`);
    return empty
      ? `Expressions over the last ${this.#minutes} minutes: ${why(windows, this.#people)}`
      : `Expressions over the last ${this.#minutes} minutes; ${now}${swaps.join("")}${marksInWords(windows, this.#people)}`;
  }

  #create() {
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue("--muted").trim();
    const grid = style.getPropertyValue("--line").trim();
    return new Chart(this.#canvas, {
      type: "line",
      plugins: [qualityMarks(() => ({ spans: this.#spans, people: this.#people, quiet: this.#empty })), swapMarks(() => this.#marked)],
      data: { datasets: EXPRESSIONS.map((expression, i) => this.#dataset(expression, i)) },
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        maintainAspectRatio: false,
        interaction: { mode: "index", intersect: false },
        layout: { padding: { top: 4 } },
        plugins: { legend: { display: false }, tooltip: tooltip() },
        scales: {
          x: {
            type: "linear",
            grid: { display: false },
            border: { color: grid },
            afterBuildTicks: (axis) => (axis.ticks = wholeMinutes(axis.min, axis.max)),
            ticks: { color: ink, font: { size: 11 }, maxRotation: 0, callback: (value) => clock.format(value) },
          },
          y: {
            stacked: true,
            min: 0,
            max: 1,
            border: { display: false },
            grid: { color: grid },
            ticks: { color: ink, font: { size: 11 }, stepSize: 0.5, callback: (value) => percent(value) },
          },
        },
      },
    });
  }

  #dataset(expression, i) {
    const hex = colour(expression);
    return {
      label: expression,
      data: [],
      hidden: this.#single !== null && this.#single !== expression,
      fill: i === 0 || this.#single ? "origin" : "-1",
      backgroundColor: `${hex}d9`,
      borderColor: hex,
      borderWidth: 1,
      pointRadius: 0,
      pointHitRadius: 8,
      cubicInterpolationMode: "monotone",
    };
  }
}

/** Why a chart has no point. */
function why(windows, people) {
  const all = windows.map(([, window]) => window);
  if (all.some(isWithheld)) {
    return withheldInWords(people);
  }
  if (all.some(({ suppressed }) => suppressed)) {
    return "no window has closed yet";
  }
  if (all.some(({ frames }) => frames > 0)) {
    return "no face in the analysed frames";
  }
  return all.some(({ skipped }) => skipped > 0) ? "overloaded: no frame was analysed" : "nothing in this span yet";
}
