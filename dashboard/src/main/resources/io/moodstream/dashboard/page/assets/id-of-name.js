/** An id made of a name: "Größe 1" becomes "Grosse-1"; empty where no letter remains. */
export function idOf(name) {
  return name
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replace(/[^A-Za-z0-9._ -]/g, "")
    .trim()
    .replace(/ +/g, "-")
    .slice(0, 64);
}
