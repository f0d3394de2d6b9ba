// A notice: prints itself.

document.getElementById("print").addEventListener("click", () => print());
