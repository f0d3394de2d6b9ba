// Accuracy and loss over the epochs (Chart.js, loaded by the page).

import { percent } from "./expressions.js";

Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;

const LINES = [
  { label: "accuracy, measured", key: "measuredAccuracy", colour: "--focus", axis: "y", width: 2.4 },
  { label: "accuracy, in training", key: "accuracy", colour: "--focus", axis: "y", width: 1.4, dash: [5, 4] },
  { label: "loss, measured", key: "measuredLoss", colour: "--angry", axis: "loss", width: 2.4 },
  { label: "loss, in training", key: "loss", colour: "--angry", axis: "loss", width: 1.4, dash: [5, 4] },
];

export class TrainingCurve {
  #canvas;
  #chart = null;
  #curve = [];
  #epochs = 1;

  constructor(canvas) {
    this.#canvas = canvas;
  }

  /** Points by epoch, and how many there will be. */
  show(curve, epochs) {
    const same = curve.length === this.#curve.length && this.#chart;
    this.#curve = curve;
    this.#epochs = epochs;
    if (!same) {
      this.#draw();
    }
  }

  recolour() {
    this.#chart?.destroy();
    this.#chart = null;
    if (this.#curve.length > 0) {
      this.#draw();
    }
  }

  #draw() {
    this.#chart ??= this.#create();
    this.#chart.data.datasets.forEach((dataset, i) => {
      dataset.data = this.#curve
        .map((point) => ({ x: point.epoch, y: point[LINES[i].key] }))
        .filter(({ y }) => Number.isFinite(y));
    });
    this.#chart.options.scales.x.max = Math.max(this.#epochs, 2);
    this.#chart.update("none");
    const last = this.#curve.at(-1);
    this.#canvas.dataset.points = this.#curve.length;
    this.#canvas.setAttribute("aria-label", `Curve over ${this.#curve.length} epochs; accuracy now ${percent(last.accuracy)}`);
  }

  #create() {
    const style = getComputedStyle(document.documentElement);
    const of = (name) => style.getPropertyValue(name).trim();
    const ink = of("--muted");
    const ticks = { color: ink, font: { size: 11 }, maxRotation: 0 };
    return new Chart(this.#canvas, {
      type: "line",
      data: {
        datasets: LINES.map(({ label, colour, axis, width, dash }) => ({
          label,
          yAxisID: axis,
          borderColor: of(colour),
          borderWidth: width,
          borderDash: dash ?? [],
          // A line needs two points.
          pointRadius: ({ dataset }) => (dataset.data.length === 1 ? 4 : 0),
          pointHitRadius: 8,
          data: [],
        })),
      },
      options: {
        animation: false,
        parsing: false,
        maintainAspectRatio: false,
        interaction: { mode: "index", intersect: false },
        plugins: {
          legend: { position: "bottom", align: "start", labels: { color: ink, boxWidth: 22, boxHeight: 1, font: { size: 12 } } },
        },
        scales: {
          x: { type: "linear", min: 1, grid: { display: false }, border: { color: of("--line") }, ticks: { ...ticks, precision: 0 } },
          y: { min: 0, max: 1, border: { display: false }, grid: { color: of("--line") }, ticks: { ...ticks, stepSize: 0.25, callback: (value) => percent(value) } },
          loss: { position: "right", min: 0, border: { display: false }, grid: { display: false }, ticks },
        },
      },
    });
  }
}
