// Notifications of this browser for new alerts, while any page of moodstream is open.

import { json } from "./request.js";

const CHOICE = "moodstream-notify";
const LOOK = 5000;

/** Alerts up to this moment are known. Shared by all pages of this browser: each alert is shown once. */
const KNOWN = "moodstream-notified";

export const isWanted = () => localStorage.getItem(CHOICE) === "yes" && "Notification" in window && Notification.permission === "granted";

/** Fails with the reason for the visitor. */
export async function want(yes) {
  localStorage.setItem(CHOICE, yes ? "yes" : "no");
  if (!yes) {
    return;
  }
  if (!("Notification" in window) || !window.isSecureContext) {
    throw new Error("This browser shows notifications of pages over https or on this machine only.");
  }
  if ((await Notification.requestPermission()) !== "granted") {
    throw new Error("Notifications are blocked for this site in the browser's settings.");
  }
  localStorage.setItem(KNOWN, new Date().toISOString());
}

async function look() {
  const since = localStorage.getItem(KNOWN) ?? new Date().toISOString();
  const alerts = await json(`/api/v1/alerts?${new URLSearchParams({ from: recent(since) })}`);
  const fresh = alerts.filter(({ startedAt }) => startedAt > since);
  if (fresh.length > 0 && localStorage.getItem(KNOWN) === since) {
    localStorage.setItem(KNOWN, fresh[0].startedAt);
    fresh.reverse().forEach(show);
  }
}

/** No further back than everyone may look. */
function recent(since) {
  const limit = new Date(Date.now() - 3_600_000).toISOString();
  return since > limit ? since : limit;
}

function show({ id, name, camera, condition, test }) {
  const notification = new Notification(test ? `Test: ${name}` : name, { body: `${camera}: ${condition}`, tag: id });
  notification.onclick = () => window.open("/alerts", "_self");
}

setInterval(() => {
  if (isWanted()) {
    look().catch(() => {
      // The page states already that moodstream does not answer.
    });
  }
}, LOOK);
