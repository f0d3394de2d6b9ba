// What the camera sees, with the boxes of the newest frame that was judged.

import { described, drawFace } from "./picture.js";

/** Boxes that are older than this are no longer where the faces are. */
const STAY = 1500;

export class Preview {
  #root;
  #video;
  #boxes;
  #timer = null;

  constructor(root, video, boxes) {
    this.#root = root;
    this.#video = video;
    this.#boxes = boxes;
    video.addEventListener("resize", () => this.#shape());
  }

  /** mirrored: as people know themselves. */
  async show(stream, mirrored) {
    this.#root.dataset.mirrored = mirrored;
    this.#video.srcObject = stream;
    await this.#video.play();
    this.#shape();
  }

  clear() {
    this.#video.srcObject = null;
    this.#forget();
  }

  draw(frame) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#forget(), STAY);
    this.#root.dataset.faces = frame.faces.length;
    this.#boxes.setAttribute("aria-label", described(frame));
    const ratio = devicePixelRatio || 1;
    const scale = this.#root.clientWidth / frame.width;
    this.#boxes.width = Math.round(this.#root.clientWidth * ratio);
    this.#boxes.height = Math.round(frame.height * scale * ratio);
    const pen = this.#boxes.getContext("2d");
    pen.scale(ratio, ratio);
    frame.faces.forEach((face) => drawFace(pen, this.#placed(face, frame), scale, frame.width * scale, false));
  }

  /** The names on the boxes stay readable: only their places are mirrored. */
  #placed(face, frame) {
    const [x, y, width, height] = face.box;
    const left = this.#root.dataset.mirrored === "true" ? frame.width - x - width : x;
    return { ...face, box: [left, y, width, height] };
  }

  #shape() {
    if (this.#video.videoWidth > 0) {
      this.#root.style.aspectRatio = `${this.#video.videoWidth} / ${this.#video.videoHeight}`;
    }
  }

  #forget() {
    this.#boxes.width = 0; // clears it
    this.#root.dataset.faces = 0;
    this.#boxes.setAttribute("aria-label", "No faces now");
  }
}
