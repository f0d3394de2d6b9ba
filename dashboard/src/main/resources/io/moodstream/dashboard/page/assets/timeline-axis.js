// How a timeline reports times and shares.

import { percent } from "./expressions.js";

export const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
export const exactClock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** At most six ticks, on whole minutes. */
export function wholeMinutes(min, max) {
  const minutes = [1, 2, 5, 10, 15, 30].find((every) => (max - min) / (every * 60_000) <= 6) ?? 60;
  const every = minutes * 60_000;
  const ticks = [];
  // A label at an edge would make the chart shrink as it passes.
  const margin = (max - min) * 0.05;
  for (let value = Math.ceil((min + margin) / every) * every; value <= max - margin; value += every) {
    ticks.push({ value });
  }
  return ticks;
}

/** Time and shares under the pointer, the largest first. */
export function tooltip() {
  return {
    itemSort: (a, b) => b.raw.y - a.raw.y,
    filter: (item) => item.raw.y >= 0.005,
    callbacks: {
      title: (items) => (items.length ? exactClock.format(items[0].raw.x) : ""),
      label: (item) => ` ${item.dataset.label} ${percent(item.raw.y)}`,
    },
  };
}
