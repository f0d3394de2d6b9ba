// What a timeline does not know: windows that are withheld, and windows of which few frames were analysed.

import { percent } from "./expressions.js";

/** Below it a window is hatched. */
export const LEAST_COVERAGE = 0.5;

export function withheldInWords(people) {
  return people > 0 ? `withheld: fewer than ${people} people` : "withheld: too few people";
}

/** A window that is still open says nothing: when it closes, it may show enough people. */
export function isWithheld({ suppressed, final }) {
  return suppressed && final;
}

/** Neighbouring windows of one kind as one: { kind, from, to }. windows: [from, window] in their order. */
export function spans(windows, step) {
  const found = [];
  for (const [from, window] of windows) {
    const kind = kindOf(window);
    const last = found.at(-1);
    if (last && last.kind === kind && last.to === from) {
      last.to = from + step;
    } else if (kind) {
      found.push({ kind, from, to: from + step });
    }
  }
  return found;
}

function kindOf(window) {
  if (isWithheld(window)) {
    return "withheld";
  }
  const { coverage } = window;
  return coverage !== null && coverage < LEAST_COVERAGE ? "hatched" : null;
}

/** "in 3 windows fewer than half of the frames were analysed": for those who do not see the marks. */
export function marksInWords(windows, people) {
  const kinds = windows.map(([, window]) => kindOf(window));
  const withheld = kinds.filter((kind) => kind === "withheld").length;
  const hatched = kinds.filter((kind) => kind === "hatched").length;
  return [
    withheld > 0 ? `; ${windowsInWords(withheld)} ${withheldInWords(people)}` : "",
    hatched > 0 ? `; in ${windowsInWords(hatched)} under ${percent(LEAST_COVERAGE)} of the frames were analysed` : "",
  ].join("");
}

function windowsInWords(count) {
  return count === 1 ? "1 window" : `${count} windows`;
}

/** A plugin for Chart.js; marked() gives { spans, people, quiet: whether words stand over the chart already }. */
export function qualityMarks(marked) {
  return {
    id: "qualityMarks",
    afterDatasetsDraw(chart) {
      const { spans: list, people, quiet } = marked();
      list.forEach((span) => mark(chart, span, people, quiet));
    },
  };
}

function mark({ ctx: pen, chartArea: area, scales }, { kind, from, to }, people, quiet) {
  const left = Math.max(area.left, scales.x.getPixelForValue(from));
  const right = Math.min(area.right, scales.x.getPixelForValue(to));
  if (right <= left) {
    return;
  }
  const style = getComputedStyle(document.documentElement);
  const tone = style.getPropertyValue("--muted").trim();
  pen.save();
  pen.beginPath();
  pen.rect(left, area.top, right - left, area.bottom - area.top);
  pen.clip();
  if (kind === "hatched") {
    hatch(pen, left, right, area, tone, style.getPropertyValue("--card").trim());
  } else {
    withheld(pen, left, right, area, tone, quiet ? [] : [withheldInWords(people), "withheld"]);
  }
  pen.restore();
}

/** Light and dark strokes side by side are seen on every colour. */
function hatch(pen, left, right, area, tone, light) {
  const height = area.bottom - area.top;
  pen.lineWidth = 1.4;
  for (const [colour, offset] of [[light, 0], [tone, 1.6]]) {
    pen.strokeStyle = colour;
    pen.beginPath();
    const first = Math.floor((left - height) / 8) * 8;
    for (let x = first + offset; x < right; x += 8) {
      pen.moveTo(x, area.bottom);
      pen.lineTo(x + height, area.top);
    }
    pen.stroke();
  }
}

function withheld(pen, left, right, area, tone, words) {
  pen.globalAlpha = 0.14;
  pen.fillStyle = tone;
  pen.fillRect(left, area.top, right - left, area.bottom - area.top);
  pen.globalAlpha = 1;
  pen.font = "12px system-ui, sans-serif";
  pen.fillStyle = tone;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const text = words.find((phrase) => pen.measureText(phrase).width + 12 < right - left);
  if (text) {
    pen.fillText(text, (left + right) / 2, (area.top + area.bottom) / 2);
  }
}
