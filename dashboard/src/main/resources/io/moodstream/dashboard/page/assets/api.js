// The calls about cameras and their statistics.

import { json, read, request } from "./request.js";

/** The server's clock minus ours, ms: a phone's clock may be off, and windows are in server time. */
let clockOffset = 0;

export function serverNow() {
  return Date.now() + clockOffset;
}

/** All cameras. */
export async function cameras() {
  const response = await read("/api/v1/cameras");
  learnClock(response);
  return response.json();
}

/** Takes a camera off the list, for everyone. */
export const forget = (camera) => request(`/api/v1/cameras/${camera}`, { method: "DELETE" });

/** Windows of all cameras, or of one, over the last minutes: { minimumPeople, series }. */
export const summaries = (minutes, camera) => json(address(minutes, camera));

/** The windows of the current hour, of all cameras. */
export function currentHours() {
  const from = new Date(serverNow() - 3_600_000).toISOString();
  return json(`/api/v1/summaries?${new URLSearchParams({ step: "1h", from })}`);
}

export async function saveCsv(minutes, camera) {
  const response = await read(address(minutes, camera), { headers: { Accept: "text/csv" } });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = `${camera}-${minutes}min.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Null when the picture of that frame is not kept, or not allowed. */
export async function picture(camera, frame) {
  const path = `/api/v1/cameras/${camera}/picture?frame=${encodeURIComponent(frame)}`;
  const response = await read(path).catch(() => null);
  return response && createImageBitmap(await response.blob());
}

/** The step whose windows are shown for a span. */
export function stepFor(minutes) {
  return minutes > 15 ? { label: "1m", millis: 60_000 } : { label: "10s", millis: 10_000 };
}

function address(minutes, camera) {
  const step = stepFor(minutes);
  const from = new Date(serverNow() - minutes * 60_000 - step.millis).toISOString();
  const query = new URLSearchParams({ step: step.label, from });
  if (camera) {
    query.set("camera", camera);
  }
  return `/api/v1/summaries?${query}`;
}

function learnClock(response) {
  const told = Date.parse(response.headers.get("Date") ?? "");
  // The header is cut to whole seconds: less than two seconds counts as none.
  const offset = told - Date.now();
  clockOffset = Math.abs(offset) > 2000 ? offset : 0;
}
