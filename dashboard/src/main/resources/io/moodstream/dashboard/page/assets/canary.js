// The model that serves some of the cameras, beside the champion.

import { exactPercent, atMinute, millis } from "./format.js";

const at = (id) => document.getElementById(id);

/** The canary as the API returns it. */
export function showCanary(canary) {
  const section = at("canary");
  section.hidden = canary.version === null;
  if (section.hidden) {
    return;
  }
  section.dataset.version = canary.version;
  const { version, champion, percent, since, by, reason, cameras, allCameras, faces, disagreement, uncertain, suppressed } = canary;
  at("canary-title").textContent = `Model ${version} serves ${percent} % of the cameras`;
  at("canary-about").textContent = `Since ${atMinute(since)}, by ${by}: ${reason}. Model ${champion} serves the rest.`;
  at("canary-disagreement").textContent = exactPercent(disagreement ?? NaN);
  at("canary-faces").textContent = faces === null ? "–" : faces.toLocaleString("en");
  at("canary-uncertain").textContent = both(uncertain, exactPercent);
  at("canary-millis").textContent = both(canary.millis, millis);
  at("canary-cameras").textContent = `${cameras.length} of ${allCameras} cameras: ${cameras.join(", ") || "none of those known"}`;
  at("canary-rule").textContent = suppressed
    ? "The figures are withheld: a minimum group size applies, or you see some of the cameras only. The classifiers still decide by them."
    : "Figures are of the same faces, which both models predict. It is promoted by itself after 10 minutes and 500 faces, and rolled back when it fails, is 3 times as slow, differs on more than 40 % or is uncertain 10 points more often.";
  at("canary-finish").textContent = `Promote model ${version} to all cameras`;
}

function both(values, written) {
  return values === null ? "–" : `${written(values.canary)} (champion ${written(values.champion)})`;
}
