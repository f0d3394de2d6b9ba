// The moments at which another model took over, and their marks on a timeline.

const LONGEST = 3_600_000;
const LABEL_HEIGHT = 18;

export class Swaps {
  #seen = [];
  #model = null;

  /** A frame as it comes: the model that analysed it, and when it was captured (ms). */
  saw(model, at) {
    if (this.#model !== null && model !== this.#model) {
      this.#seen = this.#seen.filter((swap) => swap.at > at - LONGEST);
      this.#seen.push({ at, model });
    }
    this.#model = model;
  }

  /**
   * All since start: those seen exactly, and what windows tell of earlier ones.
   * windows: [from, { models }] in their order.
   */
  since(start, windows, step) {
    const told = fromWindows(windows, step).filter(
      (swap) => !this.#seen.some((exact) => exact.model === swap.model && Math.abs(exact.at - swap.at) <= step),
    );
    return [...told, ...this.#seen].filter((swap) => swap.at > start).sort((a, b) => a.at - b.at);
  }
}

/** A window that two models fed had the swap in it; no one knows where, so the mark is in its middle. */
function fromWindows(windows, step) {
  const swaps = [];
  let model = null;
  for (const [from, { models }] of windows) {
    const other = models.filter((version) => version !== model).at(-1);
    if (other === undefined) {
      continue;
    }
    if (model !== null) {
      swaps.push({ at: models.length > 1 ? from + step / 2 : from, model: other });
    }
    model = other;
  }
  return swaps;
}

/** A plugin for Chart.js; swaps() gives what is to be marked. */
export function swapMarks(swaps) {
  return {
    id: "swapMarks",
    afterDatasetsDraw({ ctx: pen, chartArea: area, scales }) {
      const style = getComputedStyle(document.documentElement);
      pen.save();
      pen.font = "600 11px system-ui, sans-serif";
      const labels = swaps().map(({ at, model }) => {
        const text = `model ${model}`;
        return { text, x: scales.x.getPixelForValue(at), width: pen.measureText(text).width + 12 };
      });
      labels.forEach(({ x }) => line(pen, x, area, style));
      labelPlaces(labels, area).forEach((place, i) => place && label(pen, labels[i], place, style));
      pen.restore();
    },
  };
}

function line(pen, x, area, style) {
  pen.strokeStyle = style.getPropertyValue("--ink").trim();
  pen.lineWidth = 1.5;
  pen.setLineDash([4, 3]);
  pen.beginPath();
  pen.moveTo(x, area.top);
  pen.lineTo(x, area.bottom);
  pen.stroke();
}

/**
 * { left, top } of each label { x, width }, all in pixels and by x: in the first row where it covers no other; null where
 * there is no room.
 */
export function labelPlaces(labels, area) {
  const rows = []; // the right edge of the last label in each
  return labels.map(({ x, width }) => {
    const left = Math.max(area.left, Math.min(x - width / 2, area.right - width));
    const free = rows.findIndex((edge) => edge + 3 < left);
    const row = free < 0 ? rows.length : free;
    const top = area.top + 2 + row * 21;
    if (top + LABEL_HEIGHT > area.bottom) {
      return null;
    }
    rows[row] = left + width;
    return { left, top };
  });
}

function label(pen, { text, width }, { left, top }, style) {
  pen.setLineDash([]);
  pen.beginPath();
  pen.roundRect(left, top, width, LABEL_HEIGHT, 6);
  pen.fillStyle = style.getPropertyValue("--ink").trim();
  pen.fill();
  pen.fillStyle = style.getPropertyValue("--card").trim();
  pen.textBaseline = "middle";
  pen.fillText(text, left + 6, top + 9.5);
}
