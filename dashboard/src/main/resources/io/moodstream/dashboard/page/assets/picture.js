// A camera's picture with a box and the expression's name above each face.

import { picture } from "./api.js";
import { colour, percent } from "./expressions.js";
import { NOTHING_RECENT } from "./recent.js";

const SHORTEST_PAUSE = 60;

export class Picture {
  #camera;
  #root;
  #photo;
  #boxes;
  #hint;
  #allowed = false;
  #busy = false;
  #next = null;
  #last = null;
  #pause;

  /** pause: ms from one picture to the next at least, asked before each. */
  constructor(camera, parts, pause = () => SHORTEST_PAUSE) {
    this.#pause = pause;
    this.#camera = camera;
    this.#root = parts.picture;
    this.#photo = parts.photo;
    this.#boxes = parts.boxes;
    this.#hint = parts.hint;
    new ResizeObserver(() => this.#last && this.#draw(this.#last)).observe(this.#root);
  }

  /** Shows nothing until the next frame. */
  clear() {
    this.#next = null;
    this.#last = null;
    this.#photo.width = 0;
    this.#boxes.width = 0;
    this.#root.dataset.faces = "";
    this.#boxes.setAttribute("aria-label", "Waiting for frames");
  }

  /** Takes the boxes away: their faces may be elsewhere by now. */
  outdated() {
    if (this.#last) {
      this.#last = null;
      this.#boxes.width = 0;
      this.#root.dataset.faces = "";
      this.#boxes.setAttribute("aria-label", NOTHING_RECENT);
    }
  }

  /** Whether the picture may be shown, whether one is to be expected, and whether faces are withheld. */
  allow(allowed, live, withheld) {
    if (this.#allowed && !allowed) {
      this.#photo.width = 0; // clears it
    }
    this.#allowed = allowed;
    this.#root.dataset.pictures = allowed ? "on" : "off";
    const places = withheld ? "faces are withheld" : "only the places of faces are shown";
    const missing = this.#last ? "" : "No frame analysed now";
    const why = allowed ? missing : `Picture off: ${places}`;
    if (this.#hint) {
      this.#hint.textContent = live ? why : "Waiting for frames";
    }
  }

  /** Shows a frame; while one is on its way only the newest of the others waits. */
  async show(frame) {
    if (this.#busy) {
      this.#next = frame;
      return;
    }
    this.#busy = true;
    const began = performance.now();
    try {
      await this.#load(frame);
    } catch {
      // Offline: the page itself shows it.
    }
    const rest = this.#pause() - (performance.now() - began);
    setTimeout(() => this.#follow(), Math.max(0, rest));
  }

  #follow() {
    this.#busy = false;
    const next = this.#next;
    this.#next = null;
    if (next) {
      this.show(next);
    }
  }

  async #load(frame) {
    if (!this.#allowed) {
      this.#draw(frame);
      return;
    }
    // Boxes belong on exactly their own frame: without its picture the one before stays.
    const bitmap = await picture(this.#camera, frame.frame);
    if (bitmap && this.#allowed) {
      this.#photo.width = bitmap.width;
      this.#photo.height = bitmap.height;
      this.#photo.getContext("2d").drawImage(bitmap, 0, 0);
      bitmap.close();
      this.#draw(frame);
    }
  }

  #draw(frame) {
    this.#last = frame;
    this.#root.style.aspectRatio = `${frame.width} / ${frame.height}`;
    this.#root.dataset.frame = frame.frame;
    this.#root.dataset.faces = frame.faces.length;
    const ratio = devicePixelRatio || 1;
    const width = this.#root.clientWidth;
    const scale = Math.min(width / frame.width, this.#root.clientHeight / frame.height);
    if (!(scale > 0)) {
      return;
    }
    this.#boxes.width = Math.round(frame.width * scale * ratio);
    this.#boxes.height = Math.round(frame.height * scale * ratio);
    const pen = this.#boxes.getContext("2d");
    pen.scale(ratio, ratio);
    frame.faces.forEach((face) => drawFace(pen, face, scale, frame.width * scale, !this.#allowed));
    this.#boxes.setAttribute("aria-label", described(frame));
  }
}

/** For those who do not see the boxes. */
export function described(frame) {
  if (frame.suppressed) {
    return "Faces are withheld";
  }
  const faces = frame.faces.map((face) => `${face.expression} ${percent(face.probabilities[face.expression])}`);
  return faces.length === 0 ? "No face in the picture" : `Faces: ${faces.join(", ")}`;
}

/** right: the edge beyond which no name is written; both in the pen's pixels. */
export function drawFace(pen, face, scale, right, tinted) {
  const [x, y, width, height] = face.box.map((length) => length * scale);
  const fill = colour(face.expression);
  pen.beginPath();
  pen.roundRect(x, y, width, height, Math.min(10, width / 6));
  if (tinted) {
    pen.fillStyle = `${fill}26`;
    pen.fill();
  }
  pen.setLineDash(face.uncertain ? [7, 6] : []);
  pen.lineWidth = 4.5;
  pen.strokeStyle = "rgba(0, 0, 0, 0.3)";
  pen.stroke();
  pen.lineWidth = 2.5;
  pen.strokeStyle = fill;
  pen.stroke();
  drawLabel(pen, face, fill, x, y, height, right);
}

function drawLabel(pen, face, fill, x, y, height, right) {
  const share = percent(face.probabilities[face.expression]);
  const text = `${face.expression}${face.uncertain ? "?" : ""} ${share}`;
  pen.font = "600 13px system-ui, sans-serif";
  const width = pen.measureText(text).width + 16;
  const left = Math.max(2, Math.min(x - 1, right - width - 2));
  const top = y > 28 ? y - 27 : y + height + 5;
  pen.setLineDash([]);
  pen.beginPath();
  pen.roundRect(left, top, width, 22, 7);
  pen.fillStyle = fill;
  pen.fill();
  pen.fillStyle = inkOn(fill);
  pen.textBaseline = "middle";
  pen.fillText(text, left + 8, top + 11.5);
}

/** Black or white, whichever is easier to read on the colour (WCAG luminance). */
export function inkOn(hex) {
  const [red, green, blue] = [1, 3, 5].map((i) => {
    const value = parseInt(hex.slice(i, i + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#10151b" : "#ffffff";
}
