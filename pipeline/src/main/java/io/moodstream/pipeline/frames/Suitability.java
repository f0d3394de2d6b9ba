package io.moodstream.pipeline.frames;

/** Whether the expression of a detected face can be predicted, and if not, why. */
public enum Suitability {
  SUITABLE,
  TOO_SMALL,
  BLURRED,
  /** Too dark, too bright or without contrast. */
  BADLY_LIT,
  /** Turned to the side or lowered so far that one half of the face is hidden. */
  TURNED,
  /** Has not moved by a pixel for minutes: probably a picture on the wall, not a person. */
  LIKELY_PICTURE
}
