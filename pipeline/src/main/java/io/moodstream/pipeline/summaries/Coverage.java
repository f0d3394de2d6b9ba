package io.moodstream.pipeline.summaries;

import java.util.Optional;

/**
 * How many of a camera's frames were analysed.
 *
 * @param frames analysed frames
 * @param skipped frames that were too old to be analysed
 */
public record Coverage(long frames, long skipped) {
  public static final Coverage NONE = new Coverage(0, 0);

  public Coverage {
    if (frames < 0 || skipped < 0) {
      throw new IllegalArgumentException(
          "frames: at least 0, not %d analysed and %d skipped".formatted(frames, skipped));
    }
  }

  /** Analysed frames over all frames, 0 to 1; empty without any frame. */
  public Optional<Double> ratio() {
    long all = frames + skipped;
    return all == 0 ? Optional.empty() : Optional.of((double) frames / all);
  }

  public Coverage plus(Coverage other) {
    return new Coverage(frames + other.frames, skipped + other.skipped);
  }
}
