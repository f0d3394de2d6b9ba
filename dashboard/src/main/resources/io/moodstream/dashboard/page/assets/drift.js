// How far a camera's faces have moved from its reference: a line, and the two histograms of each feature.

import { atMinute, copy, element } from "./format.js";

const LEVELS = { stable: "as before", moderate: "changed", large: "changed much" };
const NAMES = { expression: "Predicted expression", brightness: "Brightness of the face", size: "Size of the face, pixels", quality: "Quality of the face" };

/** Fills the parts of a camera's template. */
export function showDrift(parts, drift) {
  parts.drift.hidden = drift === undefined;
  if (drift === undefined) {
    return;
  }
  const { level, psi, reason, features } = drift;
  parts.level.textContent = LEVELS[level] ?? drift.state;
  parts.level.dataset.level = level ?? "";
  parts.headline.textContent = reason === "" ? headline(features, psi) : reason;
  parts.periods.textContent = periods(drift);
  parts.periods.hidden = parts.periods.textContent === "";
  parts.features.replaceChildren(...features.map(histograms));
}

function headline(features, psi) {
  const most = features.reduce((one, other) => (other.psi > one.psi ? other : one));
  return `most in ${NAMES[most.feature].toLowerCase()}: PSI ${most.psi.toFixed(2)}${psi === 0 ? ", within the noise" : ""}`;
}

function periods({ reference, current }) {
  if (reference === null || current === null) {
    return "";
  }
  const span = ({ from, to, independentFaces }) => `${atMinute(from)} to ${atMinute(to)} (${independentFaces.toLocaleString("en")} independent faces)`;
  return `${span(current)}, against the reference ${span(reference)}.`;
}

function histograms({ feature, psi, noise, level, bins, reference, current }) {
  const { element: figure, parts } = copy("feature");
  figure.dataset.level = level;
  parts.name.textContent = NAMES[feature];
  parts.index.textContent = `PSI ${psi.toFixed(2)}, noise up to ${noise.toFixed(2)}: ${LEVELS[level]}`;
  parts.bars.hidden = bins.length === 0;
  const most = Math.max(...reference, ...current, 0.001);
  const percent = (share) => `${Math.round(share * 100)} %`;
  parts.bars.setAttribute("role", "img");
  parts.bars.setAttribute(
    "aria-label",
    bins.map((bin, i) => `${bin}: ${percent(reference[i])} before, ${percent(current[i])} now`).join("; "),
  );
  parts.bars.append(
    ...bins.map((bin, i) => {
      const pair = element("span", { class: "pair-of-bars" }, bar("drift-before", reference[i] / most), bar("drift-now", current[i] / most));
      return element("span", { class: "bin", title: `${bin}: ${percent(reference[i])} before, ${percent(current[i])} now` }, pair, element("small", {}, bin.split("–")[0]));
    }),
  );
  return figure;
}

/** height: 0 to 1 of the highest bar. */
function bar(kind, height) {
  const made = element("i", { class: kind });
  made.style.height = `${Math.max(1, height * 100)}%`;
  return made;
}
