// Masks: polygons whose corners are [x, y], from 0 to 1 of the picture's width and height.

/** Smaller ones are slips of the hand. */
const SMALLEST = 0.01;

const clamp = (value) => Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;

export const corner = (x, y) => [clamp(x), clamp(y)];

/** The rectangle between two corners; null if it is too small. */
export function rectangle([x1, y1], [x2, y2]) {
  if (Math.abs(x1 - x2) < SMALLEST || Math.abs(y1 - y2) < SMALLEST) {
    return null;
  }
  const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)];
  const [top, bottom] = [Math.min(y1, y2), Math.max(y1, y2)];
  return [corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)];
}

/** The same by its place and size in percent. */
export function fromPercent(left, top, width, height) {
  return rectangle([left / 100, top / 100], corner((left + width) / 100, (top + height) / 100));
}

/** Whether a click means a corner that is there already; widthOverHeight: of the picture. */
export function isNear([x1, y1], [x2, y2], widthOverHeight) {
  return Math.hypot(x1 - x2, (y1 - y2) / widthOverHeight) < 0.025;
}

/** "No mask", "1 mask", "3 masks". */
export function inWords(count) {
  return count === 0 ? "No mask" : `${count} mask${count === 1 ? "" : "s"}`;
}
