// Asks for a reason before anything is changed, and shows the server's answer.

const at = (id) => document.getElementById(id);
const dialog = at("confirm");
let question = null;
let busy = false;

/**
 * question: { title, text, action (of the button), reason (to begin with), wait (shown meanwhile), share (asks for a
 * percentage of the cameras), run(reason, percent) }.
 * It stays open when run fails, with the failure's message.
 */
export function confirm(asked) {
  question = asked;
  at("confirm-title").textContent = asked.title;
  at("confirm-text").textContent = asked.text;
  at("confirm-do").textContent = asked.action;
  at("confirm-reason").value = asked.reason ?? "";
  at("confirm-problem").hidden = true;
  at("confirm-share").hidden = !asked.share;
  at("confirm-percent").disabled = !asked.share;
  working(false);
  dialog.showModal();
  at("confirm-reason").focus();
}

/** Something to be reported while the server works; ignored when it does not. */
export function tellWaiting(version, text) {
  if (busy && question?.version === version) {
    at("confirm-wait").textContent = text;
  }
}

function working(yes) {
  busy = yes;
  at("confirm-do").disabled = yes;
  at("confirm-cancel").disabled = yes;
  at("confirm-reason").readOnly = yes;
  at("confirm-wait").hidden = !yes;
  at("confirm-wait").textContent = question.wait ?? "One moment …";
}

at("confirm-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const reason = at("confirm-reason").value.trim();
  if (busy || !reason) {
    return;
  }
  const asked = question;
  at("confirm-problem").hidden = true;
  working(true);
  try {
    await asked.run(reason, Number(at("confirm-percent").value));
    working(false);
    dialog.close();
  } catch (problem) {
    working(false);
    at("confirm-problem").textContent = problem.message;
    at("confirm-problem").hidden = false;
  }
});

at("confirm-cancel").addEventListener("click", () => dialog.close());

// What the server has begun is not undone by looking away: it stays open until the outcome is there.
dialog.addEventListener("cancel", (event) => {
  if (busy) {
    event.preventDefault();
  }
});

// Browsers close it all the same on a second Escape.
dialog.addEventListener("close", () => {
  if (busy) {
    dialog.showModal();
  }
});
