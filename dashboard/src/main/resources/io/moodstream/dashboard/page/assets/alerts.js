// Brings the alerts page together: asks every two seconds, and does what the visitor asks for.

import { RuleForm } from "./alert-form.js";
import { copy, element, exactly } from "./format.js";
import { isWanted, want } from "./notify.js";
import { body, json, request } from "./request.js";
import { ACCESS_ENDED, showConnection } from "./top.js";

const ALERTS = "/api/v1/alerts";
const RULES = `${ALERTS}/rules`;
const POLL = 2000;
const SHOWN = 200;

const at = (id) => document.getElementById(id);
const time = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit" });
const form = new RuleForm(save);
let timer = 0;
let shownRules = "";
let shownAlerts = "";

async function refresh() {
  clearTimeout(timer);
  try {
    if (!document.hidden) {
      const [rules, alerts, cameras, groups] = await Promise.all([
        json(RULES),
        json(ALERTS),
        json("/api/v1/cameras"),
        json("/api/v1/groups"),
      ]);
      form.offer([...cameras, ...groups].map(({ id }) => id));
      showAlerts(alerts);
      showRules(rules, alerts);
      showConnection(true);
    }
  } catch (problem) {
    showConnection(false, problem.status === 401 ? ACCESS_ENDED : undefined);
  }
  clearTimeout(timer);
  timer = setTimeout(refresh, POLL);
}

const isOn = ({ test, endedAt }) => !test && !endedAt;

function showAlerts(alerts) {
  const on = alerts.filter(isOn).length;
  at("totals").textContent = on === 0 ? "no alert" : `${on} alert${on === 1 ? "" : "s"} on`;
  const now = JSON.stringify(alerts);
  if (now === shownAlerts) {
    return;
  }
  shownAlerts = now;
  at("no-alerts").hidden = alerts.length > 0;
  at("history-area").hidden = alerts.length === 0;
  at("history").replaceChildren(...alerts.slice(0, SHOWN).map(row));
}

function row(alert) {
  const { name, camera, condition, value, startedAt, endedAt, test } = alert;
  const began = element("time", { datetime: startedAt, title: exactly(startedAt) }, time.format(new Date(startedAt)));
  const lasted = test ? "test" : endedAt ? span(new Date(endedAt) - new Date(startedAt)) : "on";
  return element(
    "tr",
    { "data-testid": "alert", "data-state": isOn(alert) ? "on" : "over" },
    element("td", {}, began),
    element("td", {}, camera),
    element("td", {}, name, element("small", {}, condition)),
    element("td", { class: "number" }, value === null ? "–" : value.toFixed(2)),
    element("td", {}, lasted),
  );
}

/** "3 min 20 s". */
function span(millis) {
  const seconds = Math.round(millis / 1000);
  const parts = [
    [Math.floor(seconds / 3600), "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ].filter(([count]) => count > 0);
  return parts.length === 0 ? "0 s" : parts.slice(0, 2).map(([count, unit]) => `${count} ${unit}`).join(" ");
}

function showRules(rules, alerts) {
  const on = new Set(alerts.filter(isOn).map(({ rule }) => rule));
  const now = JSON.stringify([rules, [...on]]);
  if (now === shownRules) {
    return;
  }
  shownRules = now;
  at("no-rules").hidden = rules.length > 0;
  at("rules").replaceChildren(...rules.map((rule) => item(rule, on.has(rule.id))));
}

function item(rule, on) {
  const { element: made, parts } = copy("rule");
  const state = rule.enabled ? (on ? "on" : "watching") : "paused";
  parts.name.textContent = rule.name;
  parts.state.textContent = state;
  parts.state.dataset.state = state;
  parts.condition.textContent = rule.condition;
  parts.about.textContent = about(rule);
  const ofFile = rule.origin === "file";
  parts.edit.hidden = parts.pause.hidden = parts.delete.hidden = ofFile;
  parts.pause.textContent = rule.enabled ? "Pause" : "Go on";
  for (const name of ["test", "edit", "pause", "delete"]) {
    parts[name].setAttribute("aria-label", `${parts[name].textContent}: ${rule.name}`);
  }
  parts.edit.onclick = () => form.edit(rule);
  parts.test.onclick = done("A test is on its way.", () => request(`${address(rule.id)}/test`, { method: "POST" }));
  parts.pause.onclick = done(`${rule.name} is ${rule.enabled ? "paused" : "watched again"}.`, () =>
    request(address(rule.id), body("PUT", { ...input(rule), enabled: !rule.enabled })),
  );
  parts.delete.onclick = done(`${rule.name} is deleted.`, () => request(address(rule.id), { method: "DELETE" }));
  return made;
}

const address = (id) => `${RULES}/${encodeURIComponent(id)}`;

/** Without what only the server knows. */
function input({ condition, origin, changedAt, changedBy, ...rule }) {
  return rule;
}

function about({ cameras, coolDown, hours, origin, changedBy, changedAt }) {
  const where = cameras.length === 0 ? "all cameras" : cameras.join(", ");
  const when = hours ? `, ${days(hours.days)} ${hours.from} to ${hours.to} (${hours.timezone})` : "";
  const from = origin === "file" ? `of ${changedBy}, changed there` : `changed by ${changedBy}, ${exactly(changedAt)}`;
  return `${where}${when}; cool-down ${coolDown}; ${from}`;
}

const days = (names) => (names.length === 7 ? "daily" : names.map((day) => day.slice(0, 3)).join(", "));

async function save(rule, id) {
  await (id === null ? request(RULES, body("POST", rule)) : request(address(id), body("PUT", rule)));
  at("announcements").textContent = `${rule.name} is saved`;
  refresh();
}

function done(news, work) {
  return async () => {
    try {
      await work();
      answer("rules-answer", news, "good");
      refresh();
    } catch (problem) {
      answer("rules-answer", problem.message, "bad");
    }
  };
}

function answer(id, text, tone) {
  at(id).textContent = text;
  at(id).dataset.tone = tone;
  at(id).hidden = false;
}

at("notify").checked = isWanted();
at("notify").addEventListener("change", async ({ target }) => {
  at("notify-answer").hidden = true;
  try {
    await want(target.checked);
  } catch (problem) {
    target.checked = false;
    answer("notify-answer", problem.message, "warn");
  }
});
document.addEventListener("visibilitychange", refresh);
refresh();
