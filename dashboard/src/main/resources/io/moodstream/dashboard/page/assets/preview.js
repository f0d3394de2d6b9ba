// What the camera sees: the newest frame that was analysed, with its boxes, and without one the video as it comes.

import { described, drawFace } from "./picture.js";

/** After so long without a analysed frame, the video is shown. */
const STAY = 1500;

export class Preview {
  #root;
  #video;
  #photo;
  #boxes;
  #timer = null;
  #busy = false;

  constructor(root, video, photo, boxes) {
    this.#root = root;
    this.#video = video;
    this.#photo = photo;
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

  /** Boxes belong on exactly their own picture. One that comes while another is drawn is left out. */
  async draw(frame, jpeg) {
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    try {
      const bitmap = await createImageBitmap(jpeg);
      // Stopped meanwhile: nothing more is shown.
      if (this.#video.srcObject) {
        this.#place(bitmap);
        this.#box(frame);
      }
      bitmap.close();
    } finally {
      this.#busy = false;
    }
  }

  #place(bitmap) {
    this.#photo.width = bitmap.width;
    this.#photo.height = bitmap.height;
    this.#photo.getContext("2d").drawImage(bitmap, 0, 0);
    this.#photo.hidden = false;
  }

  #box(frame) {
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
    this.#photo.hidden = true;
    this.#boxes.width = 0; // clears it
    this.#root.dataset.faces = 0;
    this.#boxes.setAttribute("aria-label", "No faces now");
  }
}
