// Numbers and times as the pages write them.

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const minute = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const second = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

/** "58.2 %"; a dash for nothing. */
export function exactPercent(share) {
  return Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : "–";
}

/** "2.35 M", "4,068". */
export function count(number) {
  if (!Number.isFinite(number)) {
    return "–";
  }
  return number < 100_000 ? number.toLocaleString("en") : `${(number / 1e6).toFixed(2)} M`;
}

export function millis(value) {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

export const onDay = (time) => (time ? day.format(new Date(time)) : "–");
export const atMinute = (time) => (time ? minute.format(new Date(time)) : "–");
export const exactly = (time) => (time ? second.format(new Date(time)) : "");

/** An element with its content, which is never read as HTML. */
export function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...content);
  return made;
}

/** The parts of a template's copy by their names. */
export function copy(template) {
  const made = document.getElementById(template).content.firstElementChild.cloneNode(true);
  const parts = {};
  made.querySelectorAll("[data-part]").forEach((part) => (parts[part.dataset.part] = part));
  return { element: made, parts };
}
