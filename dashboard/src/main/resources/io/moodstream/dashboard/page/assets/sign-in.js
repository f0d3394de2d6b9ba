// Signs in with a name and a password, or with the token, and opens the page that was asked for.

import { session, signIn } from "./session.js";

const at = (id) => document.getElementById(id);
let ways = ["token"];
let way = "token";

function choose(chosen) {
  way = chosen;
  at("way-password").hidden = way !== "password";
  at("way-token").hidden = way !== "token";
  const other = ways.find((name) => name !== way);
  at("other").hidden = !other;
  at("other").textContent = other === "token" ? "Use the token instead" : "Use a name and a password instead";
  at(way === "token" ? "token" : "name").focus();
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
    location.reload();
  } catch (problem) {
    secret.value = "";
    show(capitalised(problem.message));
    secret.focus();
  }
}

function capitalised(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

at("sign-in").addEventListener("submit", submit);
at("other").addEventListener("click", () => choose(ways.find((name) => name !== way)));
if (location.hash === "#wrong-token") {
  // The token has left the address already; so does this note.
  history.replaceState(null, "", location.pathname + location.search);
  show("The token is wrong.");
}
ways = await session().then((known) => known.ways, () => ways);
choose(ways[0] ?? "token");
