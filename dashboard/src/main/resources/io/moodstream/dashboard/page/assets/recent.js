// The faces of the last seconds, for what is dominant "now".

import { EXPRESSIONS } from "./expressions.js";

const SPAN = 5000;

export const NOTHING_RECENT = `no frame analysed in the last ${SPAN / 1000} s`;

export class Recent {
  #frames = [];

  add(frame, now) {
    this.#frames.push({ at: now, faces: frame.faces });
    this.#forget(now);
  }

  /** Analysed frames. */
  count(now) {
    this.#forget(now);
    return this.#frames.length;
  }

  /** Mean probabilities over the faces, or null without faces. */
  shares(now) {
    this.#forget(now);
    const faces = this.#frames.flatMap((frame) => frame.faces);
    if (faces.length === 0) {
      return null;
    }
    const mean = (expression) =>
      faces.reduce((sum, face) => sum + face.probabilities[expression], 0) / faces.length;
    return Object.fromEntries(EXPRESSIONS.map((expression) => [expression, mean(expression)]));
  }

  /** Of the analysed frames; 0 without any. */
  meanFaces(now) {
    this.#forget(now);
    const faces = this.#frames.reduce((sum, frame) => sum + frame.faces.length, 0);
    return faces / Math.max(1, this.#frames.length);
  }

  #forget(now) {
    const first = this.#frames.findIndex((frame) => frame.at > now - SPAN);
    this.#frames.splice(0, first < 0 ? this.#frames.length : first);
  }
}
