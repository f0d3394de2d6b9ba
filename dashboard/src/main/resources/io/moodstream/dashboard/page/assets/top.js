// The top of every page: whether moodstream answers, the colours, and the user.

import "./notify.js";
import { session, signOut } from "./session.js";

const at = (id) => document.getElementById(id);

export function showConnection(yes, why = "Connection to moodstream lost. Trying again …") {
  at("link").dataset.state = yes ? "connected" : "lost";
  at("link").lastElementChild.textContent = yes ? "connected" : "connection lost";
  at("banner").textContent = why;
  at("banner").hidden = yes;
  document.body.dataset.connected = yes;
}

/** What the banner states when the server refuses because the session has ended. */
export const ACCESS_ENDED = "Access has ended. Load this page again to sign in.";

at("theme").addEventListener("click", () => {
  const other = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  document.dispatchEvent(new CustomEvent("choose-theme", { detail: other }));
});

/** Only where a sign-in is needed at all. */
async function showUser() {
  const { signedIn, name, ways } = await session();
  if (!signedIn || ways.length === 0) {
    return;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sign-out";
  button.dataset.testid = "sign-out";
  button.textContent = name === "token" ? "Sign out" : `Sign out ${name}`;
  button.addEventListener("click", async () => {
    const next = await signOut().catch(() => null);
    if (next) {
      location.assign(next);
    } else {
      location.reload();
    }
  });
  at("theme").before(button);
}

showUser().catch(() => {
  // The page states already that moodstream does not answer.
});
