// Signs in at the provider, with a name and a password, or with the token, and opens the page that was asked for.

import { session, signIn } from "./session.js";

const at = (id) => document.getElementById(id);

/** Why the provider's sign-in failed: in the address when it sends the browser back. */
const FAILURES = new Map([
  ["wrong-token", "The token is wrong."],
  ["denied", "The sign-in was cancelled or refused."],
  ["expired", "This sign-in took too long, or was begun in another window. Sign in again."],
  ["unavailable", "The sign-in service does not answer. Try again in a minute."],
  ["not-verified", "The answer of the sign-in service could not be verified. The log has the reason."],
  ["no-role", "You are known to the sign-in service, but have no role in moodstream. Ask its operator."],
]);

const page = location.pathname === "/sign-in" ? "/" : location.pathname + location.search;
let ways = ["token"];
let way = "token";

function choose(chosen) {
  way = chosen;
  at("way-password").hidden = way !== "password";
  at("way-token").hidden = way !== "token";
  const other = ways.find((name) => name !== way);
  at("submit").hidden = false;
  at("other").hidden = !other;
  at("other").textContent = other === "token" ? "Use the token instead" : "Use a name and a password instead";
  if (at("provider").hidden) {
    at(way === "token" ? "token" : "name").focus();
  }
}

function show(reason) {
  at("problem").textContent = reason;
  at("problem").hidden = !reason;
}

async function submit(event) {
  event.preventDefault();
  const secret = at(way === "token" ? "token" : "password");
  if (!secret.value) {
    show(way === "token" ? "Enter the token." : "Enter your name and your password.");
    return;
  }
  try {
    await signIn(
      way === "token"
        ? { token: secret.value }
        : { name: at("name").value, password: secret.value },
    );
    if (location.pathname === "/sign-in") {
      location.replace(page);
    } else {
      location.reload();
    }
  } catch (problem) {
    secret.value = "";
    show(capitalised(problem.message));
    secret.focus();
  }
}

function capitalised(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function offer(provider) {
  at("provider").textContent = `Sign in with ${provider}`;
  at("provider").href = `/sign-in/oidc?${new URLSearchParams({ to: page })}`;
  at("provider").hidden = false;
}

at("sign-in").addEventListener("submit", submit);
at("other").addEventListener("click", () => choose(ways.find((name) => name !== way)));
const failure = FAILURES.get(location.hash.slice(1));
if (failure) {
  // The token has left the address already; so does this note.
  history.replaceState(null, "", location.pathname + location.search);
  show(failure);
}
const known = await session().catch(() => ({ ways, provider: null }));
if (known.provider) {
  offer(known.provider);
}
ways = known.ways.filter((name) => name !== "oidc");
at("or").hidden = !known.provider || ways.length === 0;
if (ways.length > 0 || !known.provider) {
  choose(ways[0] ?? "token");
} else {
  at("submit").hidden = true;
}
