// How many columns and rows give the largest tiles. Pure: no page is needed.

/** A tile's shape: a picture of 16:9 and the line below it. */
const SHAPE = 16 / 10.6;

/** Below this width, in pixels, nothing on a tile can be read: the wall scrolls. */
export const LEAST_WIDTH = 150;

/** { columns, rows, scrolls } for so many tiles in so many pixels. */
export function grid(count, width, height, gap = 6) {
  const fitting = Array.from({ length: Math.max(1, count) }, (_, i) => i + 1)
    .map((columns) => ({ columns, rows: Math.ceil(Math.max(1, count) / columns) }))
    .map((shape) => ({ ...shape, size: tileWidth(shape, width, height, gap) }))
    .reduce((best, other) => (other.size > best.size ? other : best));
  if (fitting.size >= LEAST_WIDTH) {
    return { columns: fitting.columns, rows: fitting.rows, scrolls: false };
  }
  const columns = Math.max(1, Math.floor((width + gap) / (LEAST_WIDTH * 1.2 + gap)));
  return { columns, rows: Math.ceil(count / columns), scrolls: true };
}

function tileWidth({ columns, rows }, width, height, gap) {
  const across = (width - gap * (columns - 1)) / columns;
  const down = (height - gap * (rows - 1)) / rows;
  return Math.min(across, down * SHAPE);
}

const TROUBLE = ["lost", "frozen", "stale", "overloaded", "unknown", "live", "paused"];

/** Cameras in trouble first; otherwise by name, so that nothing moves without a reason. */
export function troubleFirst(cameras) {
  return [...cameras].sort((a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id, "en", { numeric: true }));
}

function rank(camera) {
  return TROUBLE.indexOf(camera.state);
}
