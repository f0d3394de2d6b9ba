// A measure by weekday and hour, in this browser's time zone.

import { element } from "./format.js";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const HOURS = [...Array(24).keys()];

/** windows: of one hour each. */
export function showHeatMap(table, windows, measure, caption) {
  const cells = DAYS.map(() => HOURS.map(() => []));
  for (const window of windows) {
    const start = new Date(window.from);
    cells[(start.getDay() + 6) % 7][start.getHours()].push(window);
  }
  const values = cells.map((row) =>
    row.map((own) => (own.some((window) => measure.value(window) !== null) ? measure.combine(own, measure.value) : null)),
  );
  const known = values.flat().filter((value) => value !== null);
  const least = Math.min(...known);
  const most = Math.max(...known);
  table.replaceChildren(
    element("caption", { class: "unseen" }, caption),
    element("thead", {}, element("tr", {}, element("td"), ...HOURS.map((hour) => element("th", { scope: "col" }, `${hour}`)))),
    element(
      "tbody",
      {},
      ...values.map((row, day) =>
        element("tr", {}, element("th", { scope: "row" }, DAYS[day]), ...row.map((value) => cell(value, least, most, measure))),
      ),
    ),
  );
}

function cell(value, least, most, measure) {
  if (value === null) {
    return element("td", { "data-empty": "" }, "–");
  }
  const made = element("td", {}, measure.format(value).replace(" %", ""));
  made.style.setProperty("--share", most > least ? (value - least) / (most - least) : 1);
  return made;
}
