// A picture on which masks are drawn: rectangles by dragging, polygons by clicking their corners.

import { corner, isNear, rectangle } from "./mask-geometry.js";

export class MaskCanvas {
  #canvas;
  #changed;
  #picture = null;
  #faces = [];
  #masks = [];
  #outline = [];
  #from = null;
  #to = null;

  /** changed(count of masks) */
  constructor(canvas, changed) {
    this.#canvas = canvas;
    this.#changed = changed;
    canvas.addEventListener("pointerdown", (event) => this.#begin(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    canvas.addEventListener("pointerup", (event) => this.#end(event));
  }

  get masks() {
    return this.#masks;
  }

  set masks(masks) {
    this.#masks = masks;
    this.#outline = [];
    this.#update();
  }

  /** faces: boxes in pixels of the picture. */
  show(picture, faces) {
    this.#picture = picture;
    this.#faces = faces;
    Object.assign(this.#canvas, { width: picture.width, height: picture.height });
    this.#draw();
  }

  add(mask) {
    if (mask) {
      this.#masks = [...this.#masks, mask];
      this.#update();
    }
  }

  /** Of an outline that is not closed, its last corner; else the last mask. */
  undo() {
    if (this.#outline.length > 0) {
      this.#outline.pop();
    } else {
      this.#masks = this.#masks.slice(0, -1);
    }
    this.#update();
  }

  #at({ clientX, clientY }) {
    const { left, top, width, height } = this.#canvas.getBoundingClientRect();
    return corner((clientX - left) / width, (clientY - top) / height);
  }

  #begin(event) {
    this.#canvas.setPointerCapture(event.pointerId);
    this.#from = this.#at(event);
    this.#to = this.#from;
  }

  #move(event) {
    if (this.#from) {
      this.#to = this.#at(event);
      this.#draw();
    }
  }

  #end(event) {
    if (!this.#from) {
      return;
    }
    const dragged = rectangle(this.#from, this.#at(event));
    if (dragged && this.#outline.length === 0) {
      this.add(dragged);
    } else {
      this.#click(this.#at(event));
    }
    this.#from = null;
    this.#update();
  }

  #click(place) {
    const first = this.#outline[0];
    const shape = this.#canvas.width / this.#canvas.height;
    if (this.#outline.length >= 3 && isNear(first, place, shape)) {
      this.#masks = [...this.#masks, this.#outline];
      this.#outline = [];
    } else {
      this.#outline.push(place);
    }
  }

  #update() {
    this.#changed(this.#masks.length);
    this.#draw();
  }

  #draw() {
    if (!this.#picture) {
      return;
    }
    const drawing = this.#canvas.getContext("2d");
    const { width, height } = this.#canvas;
    drawing.drawImage(this.#picture, 0, 0);
    drawing.lineWidth = Math.max(2, width / 320);
    drawing.strokeStyle = "#4fd1a5";
    this.#faces.forEach((box) => drawing.strokeRect(box.x, box.y, box.width, box.height));
    drawing.fillStyle = "rgb(0 0 0 / 82%)";
    drawing.strokeStyle = "#f0b64f";
    this.#masks.forEach((mask) => this.#path(drawing, mask, true));
    if (this.#outline.length > 0) {
      this.#path(drawing, this.#outline, false);
    }
    const dragged = this.#from && this.#outline.length === 0 && rectangle(this.#from, this.#to);
    if (dragged) {
      this.#path(drawing, dragged, true);
    }
    drawing.fillStyle = "#f0b64f";
    this.#outline.forEach(([x, y]) => {
      drawing.fillRect(x * width - 4, y * height - 4, 8, 8);
    });
  }

  #path(drawing, corners, closed) {
    const { width, height } = this.#canvas;
    drawing.beginPath();
    corners.forEach(([x, y]) => drawing.lineTo(x * width, y * height));
    if (closed) {
      drawing.closePath();
      drawing.fill();
    }
    drawing.stroke();
  }
}
