// How a camera fares, in words, and the parts that every tile has.

import { serverNow } from "./api.js";

/** Older windows say nothing of now. */
export const LATEST_FOR = 60_000;

/** Whether frames reach the statistics, if only a few of them. */
export function comesThrough(state) {
  return state === "live" || state === "overloaded" || state === "frozen";
}

export function stateInWords(camera) {
  if (comesThrough(camera.state) || camera.state === "paused") {
    return camera.state;
  }
  if (camera.lastFrameAt) {
    return `${camera.state}, ${ago(camera.lastFrameAt)}`;
  }
  return `${camera.state}, ${camera.reportedAt ? `last report ${ago(camera.reportedAt)}` : "no report yet"}`;
}

export function ago(time) {
  const seconds = Math.max(0, Math.round((serverNow() - Date.parse(time)) / 1000));
  if (seconds < 90) {
    return `${seconds} s ago`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min ago` : `${Math.round(minutes / 60)} h ago`;
}

export function segment(expression) {
  const part = document.createElement("span");
  part.dataset.expression = expression;
  return part;
}
