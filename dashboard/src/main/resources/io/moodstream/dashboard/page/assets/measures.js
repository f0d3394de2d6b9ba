// What windows can be measured by. value(window) is null where there is nothing to show.

import { EXPRESSIONS, percent } from "./expressions.js";

const decimal = (value) => value.toFixed(value < 10 ? 2 : 0);
const whole = (value) => Math.round(value).toLocaleString("en");

/** Means are weighted by faces or by frames; counts are added; the most is the most. */
const mean = (weight) => (windows, value) => {
  let sum = 0;
  let all = 0;
  for (const window of windows) {
    const one = value(window);
    if (one !== null) {
      sum += one * window[weight];
      all += window[weight];
    }
  }
  return all > 0 ? sum / all : null;
};
const known = (windows, value) => windows.map(value).filter((one) => one !== null);
const total = (windows, value) => known(windows, value).reduce((sum, one) => sum + one, 0);
const most = (windows, value) => known(windows, value).reduce((a, b) => Math.max(a, b), 0);

const share = (label) => ({
  label,
  value: (window) => window.shares?.[label] ?? null,
  format: percent,
  combine: mean("faces"),
  max: 1,
});

export const MEASURES = Object.fromEntries([
  ...EXPRESSIONS.map((expression) => [expression, share(expression)]),
  [
    "faces",
    {
      label: "faces in a frame, mean",
      value: (window) => window.meanFaces ?? (window.frames && !window.suppressed ? window.faces / window.frames : null),
      format: decimal,
      combine: mean("frames"),
    },
  ],
  ["most", { label: "faces in a frame, most", value: (window) => window.maxFaces ?? null, format: whole, combine: most }],
  [
    "appearances",
    { label: "appearances", value: (window) => window.appearances ?? window.people ?? null, format: whole, combine: total },
  ],
  ["dwell", { label: "seconds in view, mean", value: (window) => window.dwellSeconds ?? null, format: decimal, combine: mean("faces") }],
  ["valence", { label: "valence", value: (window) => window.valence ?? null, format: decimal, combine: mean("faces"), signed: true }],
  ["uncertain", { label: "uncertain faces", value: (window) => window.uncertain ?? null, format: percent, combine: mean("faces"), max: 1 }],
  ["coverage", { label: "frames analysed", value: (window) => window.coverage ?? null, format: percent, combine: mean("frames"), max: 1 }],
]);
