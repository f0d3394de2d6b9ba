// A model's confusion matrix as a table: rows the labelled expression, columns the model's answer.

import { element, exactPercent } from "./format.js";

/** labels and counts (row the truth) as in the card. */
export function confusionTable(labels, counts, classes) {
  const table = element("table", { class: "confusion", "data-testid": "confusion" });
  table.append(
    element("caption", {}, "Of the faces labelled with the row's expression, so many percent are called the column's."),
    element("thead", {}, head(labels)),
    element("tbody", {}, ...labels.map((label, i) => row(label, labels, counts[i], i, classes?.[i]))),
  );
  return table;
}

function head(labels) {
  const names = labels.map((label) => element("th", { scope: "col" }, element("span", {}, label)));
  return element("tr", {}, element("td"), ...names, element("th", { scope: "col", class: "beside" }, "precision"));
}

function row(label, labels, counts, own, measured) {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const cells = counts.map((count, i) => cell(label, labels[i], count, all, i === own));
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, label),
    ...cells,
    element("td", { class: "beside" }, measured ? exactPercent(measured.precision) : "–"),
  );
}

function cell(truth, answer, count, all, right) {
  const share = all === 0 ? 0 : count / all;
  const made = element("td", { title: `${truth} called ${answer}: ${count} of ${all}` }, Math.round(share * 100));
  made.style.setProperty("--share", `${share * 100}%`);
  made.dataset.right = right;
  return made;
}
