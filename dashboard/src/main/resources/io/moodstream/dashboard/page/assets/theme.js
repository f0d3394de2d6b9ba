// Runs before the first paint, so that the page never flashes in the wrong colours.
(() => {
  const remembered = localStorage.getItem("moodstream-theme");
  const dark = remembered ? remembered === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
