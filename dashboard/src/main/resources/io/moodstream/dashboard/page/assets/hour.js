// The counts of the current hour, in words.

import { percent } from "./expressions.js";
import { LEAST_COVERAGE, withheldInWords } from "./timeline-marks.js";

/** A window of an hour as the API gives it. */
export function hourInWords(window, people) {
  if (!window || window.frames + window.skipped === 0) {
    return "";
  }
  const parts = window.suppressed ? [`${window.final ? "" : "so far "}${withheldInWords(people)}`] : counts(window);
  if (window.coverage < LEAST_COVERAGE) {
    parts.push(`only ${percent(window.coverage)} of frames analysed`);
  }
  return `This hour: ${parts.join(" · ")}`;
}

function counts({ frames, appearances, maxFaces, meanFaces, dwellSeconds, uncertain, valence }) {
  if (frames === 0) {
    return [];
  }
  return [
    `${appearances.toLocaleString("en")} ${appearances === 1 ? "appearance" : "appearances"}`,
    `most at once ${maxFaces}`,
    meanFaces === null ? "" : `mean in view ${meanFaces.toFixed(1)}`,
    dwellSeconds === null ? "" : `mean stay ${stay(dwellSeconds)}`,
    valence === null ? "" : `valence ${valence < 0 ? "−" : "+"}${Math.abs(valence).toFixed(2)}`,
    uncertain === null ? "" : `uncertain ${percent(uncertain)}`,
  ].filter((part) => part);
}

function stay(seconds) {
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
