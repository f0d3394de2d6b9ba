// Brings the models page together: asks every two seconds, and does what the visitor confirms.

import { showCanary } from "./canary.js";
import { confirm, tellWaiting } from "./confirm.js";
import { ModelCard } from "./model-card.js";
import { showAudit, showClassifiers } from "./model-lists.js";
import * as api from "./models-api.js";
import { comparison, ranked } from "./ranking.js";
import { showShadow } from "./shadow.js";
import { ACCESS_ENDED, showConnection } from "./top.js";
import { Trainings } from "./trainings.js";
import { acceptBundles } from "./upload.js";

const POLL = 2000;

const at = (id) => document.getElementById(id);
const cards = new Map();
let published = [];
const trainings = new Trainings(challenge);
let timer = 0;

async function refresh() {
  clearTimeout(timer);
  try {
    if (!document.hidden) {
      const [models, classifiers, audit, shadow, canary] = await Promise.all([
        api.models(),
        api.classifiers(),
        api.audit(),
        api.shadow(),
        api.canary(),
      ]);
      show(models, classifiers);
      showAudit(audit);
      showShadow(shadow);
      showCanary(canary);
      showConnection(true);
      await trainings.refresh(models);
    }
  } catch (problem) {
    showConnection(false, problem.status === 401 ? ACCESS_ENDED : undefined);
  }
  clearTimeout(timer);
  timer = setTimeout(refresh, POLL);
}

function show(models, classifiers) {
  const there = new Set(models.map((model) => model.version));
  [...cards.keys()].filter((version) => !there.has(version)).forEach(drop);
  models.filter((model) => !cards.has(model.version)).forEach(add);
  models.forEach((model) => cards.get(model.version).update(model, models.length > 1));
  arrange(models);
  published = models;
  showClassifiers(classifiers);
  const noun = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;
  at("totals").textContent = `${noun(models.length, "model")}, ${noun(classifiers.length, "classifier")}`;
  classifiers.length > 0 && tellReadiness(classifiers);
}

/** Moves only what is not in its place: a focused button keeps its focus. */
function arrange(models) {
  ranked(models).forEach(({ version }, index) => {
    const card = cards.get(version).element;
    const there = at("models").children[index];
    if (there !== card) {
      at("models").insertBefore(card, there);
    }
  });
}

/** While a promotion is under way: who is ready for it. */
function tellReadiness(classifiers) {
  cards.forEach((card, version) => {
    const ready = classifiers.filter((classifier) => classifier.ready.includes(version)).length;
    tellWaiting(version, `${ready} of ${classifiers.length} classifiers are ready. All change, or none.`);
  });
}

function add(model) {
  const card = new ModelCard(model.version, { promote, canary: tryOnSome, challenge, rollBack, remove });
  at("models").append(card.element);
  cards.set(model.version, card);
  api.model(model.version).then(
    ({ card: content, sha256 }) => card.describe(content, sha256),
    () => drop(model.version), // The next round tries again.
  );
}

function drop(version) {
  cards.get(version)?.element.remove();
  cards.delete(version);
}

function promote(version) {
  confirm({
    version,
    title: `Promote model ${version}?`,
    text: `It will analyse every face of every camera. All classifiers get ready for it first and change between two frames. ${measured(version)}`,
    action: `Promote model ${version}`,
    wait: "Classifiers get ready. That may take a minute …",
    run: done(`Model ${version} is champion`, (reason) => api.promote(version, reason)),
  });
}

/** Both models on one test set, or that there is none. */
function measured(version) {
  const model = published.find((one) => one.version === version);
  const champion = published.find(({ aliases }) => aliases.includes("champion"));
  return model ? comparison(model, champion) : "";
}

function tryOnSome(version) {
  confirm({
    version,
    share: true,
    title: `Try model ${version} on some cameras?`,
    text: `It will serve a share of the cameras, and its answers count. The classifiers compare it with the champion, and promote it or roll it back by rule. ${measured(version)}`,
    action: `Try model ${version}`,
    run: done(`Model ${version} serves some cameras`, (reason, percent) => api.assignCanary(version, reason, percent)),
  });
}

function endCanary() {
  const version = Number(at("canary").dataset.version);
  confirm({
    version: 0,
    title: `Roll model ${version} back?`,
    text: "The champion serves all cameras again, from the next frame on. The model stays among the models.",
    action: "Roll back",
    run: done(`Model ${version} serves no camera any more`, (reason) => api.assignCanary(0, reason)),
  });
}

function challenge(version, reason) {
  confirm({
    version,
    reason,
    title: `Try model ${version} in the shadow?`,
    text: "It will analyse a sample of the frames beside the champion. Nothing of it enters the statistics.",
    action: `Try model ${version}`,
    run: done(`Model ${version} is challenger`, (why) => api.challenge(version, why)),
  });
}

function rollBack(version) {
  confirm({
    version: 0,
    title: `Roll back from model ${version}?`,
    text: "The champion before it will analyse every face again, as soon as all classifiers are ready for it.",
    action: "Roll back",
    wait: "Classifiers get ready. That may take a minute …",
    run: done("The champion before serves again", (reason) => api.rollBack(reason)),
  });
}

function remove(version) {
  confirm({
    version,
    title: `Delete model ${version}?`,
    text: "Its bundle will be gone, and its number is never given again. What it has analysed stays.",
    action: `Delete model ${version}`,
    run: done(`Model ${version} is deleted`, (reason) => api.remove(version, reason)),
  });
}

function endComparison() {
  confirm({
    version: 0,
    title: "End the comparison?",
    text: `Model ${at("shadow").dataset.challenger} serves no longer. It stays among the models.`,
    action: "End the comparison",
    run: done("The comparison has ended", (reason) => api.challenge(0, reason)),
  });
}

function done(news, work) {
  return async (reason, percent) => {
    await work(reason, percent);
    at("announcements").textContent = news;
    refresh();
  };
}

acceptBundles(refresh);
at("canary-finish").addEventListener("click", () => promote(Number(at("canary").dataset.version)));
at("canary-end").addEventListener("click", endCanary);
at("shadow-promote").addEventListener("click", () => promote(Number(at("shadow").dataset.challenger)));
at("shadow-end").addEventListener("click", endComparison);
document.addEventListener("visibilitychange", refresh);
refresh();
