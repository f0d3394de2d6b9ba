// The calls that the page makes.

/** The server's clock minus ours, ms: a phone's clock may be off, and windows are told in server time. */
let clockOffset = 0;

export function serverNow() {
  return Date.now() + clockOffset;
}

/** Fails when the server is gone, does not answer in time, or refuses. */
export async function cameras() {
  const response = await fetch("/api/v1/cameras", { signal: AbortSignal.timeout(5000) });
  if (!response.ok) {
    throw new Refusal(response.status);
  }
  learnClock(response);
  return response.json();
}

/** Takes a camera off the list, for everyone. */
export async function forget(camera) {
  const response = await fetch(`/api/v1/cameras/${camera}`, { method: "DELETE" });
  if (!response.ok) {
    throw new Refusal(response.status);
  }
}

/** Windows of all cameras, or of one, over the last minutes: { minimumPeople, series }. */
export async function summaries(minutes, camera) {
  const response = await fetch(address(minutes, camera));
  if (!response.ok) {
    throw new Refusal(response.status);
  }
  return response.json();
}

/** The windows of the current hour, of all cameras. */
export async function currentHours() {
  const from = new Date(serverNow() - 3_600_000).toISOString();
  const response = await fetch(`/api/v1/summaries?${new URLSearchParams({ step: "1h", from })}`);
  if (!response.ok) {
    throw new Refusal(response.status);
  }
  return response.json();
}

export async function saveCsv(minutes, camera) {
  const response = await fetch(address(minutes, camera), { headers: { Accept: "text/csv" } });
  if (!response.ok) {
    throw new Refusal(response.status);
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = `${camera}-${minutes}min.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Null when the picture of that frame is not to be had (any more). */
export async function picture(camera, frame) {
  const response = await fetch(`/api/v1/cameras/${camera}/picture?frame=${encodeURIComponent(frame)}`);
  return response.ok ? createImageBitmap(await response.blob()) : null;
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
  // The header is cut to whole seconds: less than two seconds is no difference.
  const offset = told - Date.now();
  clockOffset = Math.abs(offset) > 2000 ? offset : 0;
}

export class Refusal extends Error {
  constructor(status) {
    super(`answered ${status}`);
    this.status = status;
  }
}
