// Runs before the first paint, so that the page never flashes in the wrong colours. What the visitor
// has chosen goes before what the system prefers.
(() => {
  const preference = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const chosen = localStorage.getItem("moodstream-theme");
    document.documentElement.dataset.theme = chosen ?? (preference.matches ? "dark" : "light");
    document.dispatchEvent(new Event("theme"));
  };
  preference.addEventListener("change", apply);
  document.addEventListener("choose-theme", (event) => {
    localStorage.setItem("moodstream-theme", event.detail);
    apply();
  });
  apply();
})();
