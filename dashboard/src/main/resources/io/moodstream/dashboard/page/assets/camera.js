// This device as a camera: what the visitor does, and what comes of it.

import { cameras } from "./api.js";
import { Feed } from "./feed.js";
import { Live } from "./live.js";
import { Preview } from "./preview.js";
import { ACCESS_ENDED } from "./top.js";

/** Without a frame that was taken for so long, no one is on air. */
const SILENCE = 2000;
const SPAN = 5000;

const at = (id) => document.getElementById(id);
const preview = new Preview(at("preview"), at("video"), at("photo"), at("boxes"));
const feed = new Feed(at("video"), {
  taken: () => taken(),
  refused: (reason) => hint(`Not taken: ${reason}`),
  lost: (pause) => lost(pause),
  ended: (code, reason) => stop(whyEnded(code, reason)),
});
let stream = null;
let live = null;
let lock = null;
let takenAt = [];

async function start() {
  const name = at("name").value;
  localStorage.setItem("moodstream-camera", name);
  state("starting");
  hint("Waiting for the camera");
  problem("");
  try {
    const asked = await open();
    if (document.body.dataset.state !== "starting") {
      asked.getTracks().forEach((track) => track.stop()); // stopped meanwhile
      return;
    }
    stream = asked;
    stream.getVideoTracks()[0].addEventListener("ended", () => stop("The camera has stopped: is it still there?"));
    await preview.show(stream, facesMe(stream));
    if (!stream) {
      return;
    }
  } catch (failure) {
    stop(whyNoCamera(failure));
    return;
  }
  hint("Connecting to moodstream");
  feed.start(name, at("pictures").checked);
  stayAwake();
}

function open() {
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: {
      facingMode: { ideal: at("facing").value },
      width: { ideal: 640 },
      height: { ideal: 480 },
      frameRate: { ideal: 15 },
    },
  });
}

/** A laptop's camera does not say where it looks: it looks at the user. */
function facesMe(opened) {
  return opened.getVideoTracks()[0].getSettings().facingMode !== "environment";
}

function follow(name) {
  if (live) {
    return;
  }
  live = new Live({
    frame: (frame) => judged(frame),
    summary: () => {},
    open: () => {},
    lost: () => {},
  });
  live.connect(name);
}

function stop(why = "") {
  feed.stop();
  live?.close();
  live = null;
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
  lock?.release();
  lock = null;
  takenAt = [];
  preview.clear();
  for (const fact of ["rate", "faces", "delay"]) {
    at(fact).textContent = "–";
  }
  state("off");
  hint("The camera is off");
  problem(why);
}

function taken() {
  const now = performance.now();
  takenAt = [...takenAt.filter((time) => time > now - SPAN), now];
  if (document.body.dataset.state !== "on-air") {
    state("on-air");
    hint("");
    problem("");
  }
  // Not before: moodstream does not know the name yet.
  follow(at("name").value);
}

function judged(frame) {
  const sent = feed.sent(frame.frame);
  if (!sent) {
    return; // of an earlier connection under this name
  }
  preview.draw(frame, sent.jpeg);
  at("faces").textContent = frame.faces.length;
  at("delay").textContent = `${Math.round(performance.now() - sent.capturedAt)} ms`;
}

async function lost(pause) {
  state("connecting");
  hint(`Connection to moodstream lost. Trying again in ${Math.round(pause / 1000)} s …`);
  const refused = await cameras().then(
    () => false,
    ({ status }) => status === 401,
  );
  if (refused && document.body.dataset.state === "connecting") {
    stop(ACCESS_ENDED);
  }
}

function tick() {
  const now = performance.now();
  if (document.body.dataset.state !== "on-air") {
    return;
  }
  takenAt = takenAt.filter((time) => time > now - SPAN);
  if ((takenAt.at(-1) ?? 0) < now - SILENCE) {
    state("connecting");
    hint(at("hint").textContent || "moodstream takes no frames at the moment");
    return;
  }
  const span = Math.max(1, Math.min(SPAN, now - takenAt[0]) / 1000);
  at("rate").textContent = (takenAt.length / span).toFixed(1);
}

function state(now) {
  document.body.dataset.state = now;
  const off = now === "off";
  at("start").hidden = !off;
  at("stop").hidden = off;
  for (const choice of ["name", "facing", "pictures"]) {
    at(choice).disabled = !off;
  }
  const wasOnAir = !at("on-air").hidden;
  at("on-air").hidden = now !== "on-air";
  if (wasOnAir !== (now === "on-air")) {
    at("announcements").textContent = now === "on-air" ? "You are on air" : "You are off air";
  }
}

function hint(text) {
  at("hint").textContent = text;
}

function problem(text) {
  at("problem").textContent = text;
  at("problem").hidden = !text;
}

function whyNoCamera(failure) {
  switch (failure.name) {
    case "NotAllowedError":
      return "This page may not use the camera. Allow it in the browser's settings for this page, then try again.";
    case "NotFoundError":
    case "OverconstrainedError":
      return "No camera was found on this device.";
    case "NotReadableError":
      return "The camera cannot be opened: another program may have it.";
    default:
      return `The camera cannot be opened: ${failure.message}`;
  }
}

function whyEnded(code, reason) {
  return code === 4409
    ? `The name ${at("name").value} is on air already, from another page or camera. Choose another.`
    : `moodstream has ended it: ${reason || code}.`;
}

/** Browsers hand a camera only to pages that no one on the way can change. */
function requireSecurePage() {
  if (navigator.mediaDevices) {
    return;
  }
  at("start").disabled = true;
  problem(
    "Browsers give no camera to a page without https. Start moodstream with --tls and open " +
      `https://${location.host}/camera, or open this page on the machine itself as http://localhost:${location.port}/camera.`,
  );
}

async function stayAwake() {
  try {
    lock = await navigator.wakeLock?.request("screen");
  } catch {
    // The screen may go dark then: that is the system's choice.
  }
}

function suggestion() {
  const kind = /Mobi/.test(navigator.userAgent) ? "phone" : "laptop";
  return `${kind}-${Math.random().toString(36).slice(2, 6)}`;
}

at("name").value = localStorage.getItem("moodstream-camera") ?? suggestion();
at("desk").addEventListener("submit", (event) => {
  event.preventDefault();
  start();
});
at("stop").addEventListener("click", () => stop());
addEventListener("pagehide", () => stop());
setInterval(tick, 500);
requireSecurePage();
