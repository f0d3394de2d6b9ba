// The classifiers with what they run, and the audit.

import { atMinute, element, exactly } from "./format.js";

const FIRST_ENTRIES = 8;

/** Words for what was done; {from} and {to} are versions. */
const ACTIONS = {
  PUBLISHED: "Model {to} published",
  REFUSED: "A bundle was refused",
  CHALLENGED: "Model {to} into the shadow",
  PROMOTED: "Model {from} → {to}: promoted",
  PROMOTION_FAILED: "Model {from} → {to}: promotion failed",
  ROLLED_BACK: "Model {from} → {to}: rolled back",
  FELL_BACK: "Model {from} → {to}: fell back by itself",
  CANARY_STARTED: "Model {to} serves some cameras beside model {from}",
  CANARY_ENDED: "Model {from} serves no camera any more",
  DELETED: "Model {from} deleted",
};

const at = (id) => document.getElementById(id);
let all = false;
let shown = "";

export function showClassifiers(classifiers) {
  at("no-classifiers").hidden = classifiers.length > 0;
  at("classifiers").replaceChildren(...classifiers.map(classifier));
}

function classifier({ id, host, state, champion, challenger, ready, refused, updatedAt }) {
  const runs = champion === 0 ? "no model yet" : `runs model ${champion}`;
  const shadow = challenger === 0 ? "" : `, model ${challenger} in the shadow`;
  const name = element("strong", { title: `${id}, heard of ${exactly(updatedAt)}` }, host);
  const badge = element("span", { class: "badge", "data-state": state }, state.toLowerCase());
  const loaded = element("p", { class: "quiet" }, `${runs}${shadow}; ready: ${ready.join(", ") || "none"}`);
  const reasons = Object.entries(refused).map(([version, why]) =>
    element("p", { class: "answer-line", "data-tone": "bad" }, `Model ${version} cannot serve: ${why}`),
  );
  return element("li", { "data-testid": "classifier" }, element("div", {}, name, badge), loaded, ...reasons);
}

/** The latest first. */
export function showAudit(entries) {
  const now = JSON.stringify([entries.length, entries[0], all]);
  if (now === shown) {
    return;
  }
  shown = now;
  at("no-audit").hidden = entries.length > 0;
  at("audit").replaceChildren(...entries.slice(0, all ? entries.length : FIRST_ENTRIES).map(entry));
  at("audit-more").hidden = all || entries.length <= FIRST_ENTRIES;
  at("audit-more").onclick = () => {
    all = true;
    showAudit(entries);
  };
}

function entry({ at: time, by, action, from, to, reason }) {
  return element(
    "li",
    { "data-testid": "audit-entry", "data-action": action },
    element("strong", {}, words(action, from, to)),
    element("p", { class: "why" }, reason),
    element("p", { class: "quiet" }, element("time", { datetime: time, title: exactly(time) }, atMinute(time)), `, ${by}`),
  );
}

function words(action, from, to) {
  if (action === "CHALLENGED" && to === 0) {
    return `Model ${from} out of the shadow`;
  }
  if (action === "PROMOTED" && from === 0) {
    return `Model ${to} promoted`;
  }
  return (ACTIONS[action] ?? action).replace("{from}", from).replace("{to}", to);
}
