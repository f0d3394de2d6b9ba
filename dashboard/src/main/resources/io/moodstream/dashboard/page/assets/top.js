// What the top of every page does: it tells whether moodstream answers, and switches the colours.

const at = (id) => document.getElementById(id);

export function showConnection(yes, why = "Connection to moodstream lost. Trying again …") {
  at("link").dataset.state = yes ? "connected" : "lost";
  at("link").lastElementChild.textContent = yes ? "connected" : "connection lost";
  at("banner").textContent = why;
  at("banner").hidden = yes;
  document.body.dataset.connected = yes;
}

/** What the banner says when the server refuses for want of the token. */
export const ACCESS_ENDED = "Access has ended. Open the address with its ?token= again.";

at("theme").addEventListener("click", () => {
  const other = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  document.dispatchEvent(new CustomEvent("choose-theme", { detail: other }));
});
