// Publishes a bundle that was chosen or dropped.

import { BUNDLE_LIMIT, publish } from "./models-api.js";

const at = (id) => document.getElementById(id);

/** published(version) is called when a bundle was taken. */
export function acceptBundles(published) {
  const drop = at("drop");
  at("bundle").addEventListener("change", () => {
    send(at("bundle").files[0], published);
    at("bundle").value = "";
  });
  for (const event of ["dragenter", "dragover"]) {
    drop.addEventListener(event, (drag) => {
      drag.preventDefault();
      drop.dataset.over = true;
    });
  }
  for (const event of ["dragleave", "drop"]) {
    drop.addEventListener(event, () => delete drop.dataset.over);
  }
  drop.addEventListener("drop", (dropped) => {
    dropped.preventDefault();
    send(dropped.dataTransfer.files[0], published);
  });
}

async function send(file, published) {
  if (!file) {
    return;
  }
  if (file.size > BUNDLE_LIMIT) {
    tell(`${file.name} is larger than 64 MiB: no bundle is.`, "bad");
    return;
  }
  tell(`${file.name} is being tested …`, "wait");
  at("bundle").disabled = true;
  try {
    const { version, known, warning } = await publish(file);
    const done = known ? `Known already: the same content is model ${version}.` : `Published as model ${version}.`;
    tell(warning ? `${done} But: ${warning}` : done, warning ? "warn" : "good");
    published(version);
  } catch (problem) {
    tell(refusal(file, problem), "bad");
  } finally {
    at("bundle").disabled = false;
  }
}

function refusal(file, problem) {
  switch (problem.status) {
    case 413:
      return `${file.name} is too large: 64 MiB at most.`;
    case 422:
      return `Refused: ${problem.message}`;
    default:
      return `${file.name} was not published: ${problem.message}`;
  }
}

function tell(text, tone) {
  at("upload-answer").textContent = text;
  at("upload-answer").dataset.tone = tone;
  at("upload-answer").hidden = false;
}
