package io.moodstream.pipeline.frames;

/** What became of a frame on its way to an expression. */
public enum Outcome {
  /** Every face in the frame was found and analysed. */
  ANALYSED,
  /** The frame was older than the freshness limit and was not looked at. */
  SKIPPED
}
