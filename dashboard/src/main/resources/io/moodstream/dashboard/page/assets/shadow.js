// Champion and challenger side by side.

import { EXPRESSIONS, percent } from "./expressions.js";
import { atMinute, element, exactPercent, millis } from "./format.js";

const at = (id) => document.getElementById(id);

/** A comparison as the API returns it. */
export function showShadow(shadow) {
  const section = at("shadow");
  section.hidden = shadow.challenger === null;
  if (section.hidden) {
    return;
  }
  section.dataset.challenger = shadow.challenger;
  section.dataset.faces = shadow.faces ?? "";
  at("shadow-title").textContent = `Model ${shadow.challenger} in the shadow of model ${shadow.champion}`;
  at("shadow-about").textContent =
    "Both analyse the same sample of frames. Nothing of the challenger enters the statistics.";
  at("shadow-promote").textContent = `Promote model ${shadow.challenger}`;
  at("shadow-agreement").textContent = shadow.agreement === null ? "–" : exactPercent(shadow.agreement);
  at("shadow-faces").textContent = shadow.faces === null ? "–" : shadow.faces.toLocaleString("en");
  at("shadow-since").textContent = atMinute(shadow.since);
  at("shadow-champion").textContent = `champion ${shadow.champion}`;
  at("shadow-challenger").textContent = `challenger ${shadow.challenger}`;
  const known = shadow.shares !== null;
  at("shadow-waiting").hidden = known;
  if (shadow.suppressed) {
    at("shadow-waiting").textContent = "Withheld: a minimum group size applies, or you see some of the cameras only; a comparison is over all faces.";
  }
  section.querySelector("table").hidden = !known;
  if (known) {
    at("shadow-shares").replaceChildren(...EXPRESSIONS.map((expression) => shares(expression, shadow.shares)));
    at("shadow-rest").replaceChildren(confidence(shadow.confidence), time(shadow.inferenceMillis));
  }
}

function shares(expression, { champion, challenger }) {
  const name = element("th", { scope: "row", "data-expression": expression }, element("i", { "aria-hidden": "true" }), expression);
  const bars = [champion[expression], challenger[expression]].map((share) => bar(expression, share));
  return element("tr", {}, name, ...bars, shift(challenger[expression] - champion[expression]));
}

function bar(expression, share) {
  const length = element("span", { class: "length", "aria-hidden": "true", "data-expression": expression });
  length.style.setProperty("--share", `${share * 100}%`);
  return element("td", {}, element("span", { class: "measure" }, length, element("b", {}, percent(share))));
}

/** In percentage points; what is under half of one is none. */
function shift(difference) {
  const points = Math.round(difference * 100);
  return element("td", { class: "number" }, points === 0 ? "±0" : points > 0 ? `+${points}` : `−${-points}`);
}

function confidence({ champion, challenger }) {
  const name = element("th", { scope: "row", title: "Mean probability of the expression named" }, "confidence");
  const cells = [champion, challenger].map((value) => element("td", {}, exactPercent(value)));
  return element("tr", {}, name, ...cells, shift(challenger - champion));
}

function time({ champion, challenger }) {
  const name = element("th", { scope: "row", title: "For all faces of a frame, latest thousand frames" }, "time a frame");
  const cells = [champion, challenger].map(({ mean, p95 }) =>
    element("td", {}, millis(mean), element("small", {}, ` 95 % under ${millis(p95)}`)),
  );
  return element("tr", {}, name, ...cells, element("td"));
}
