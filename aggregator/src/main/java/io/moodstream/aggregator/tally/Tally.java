package io.moodstream.aggregator.tally;

import io.moodstream.pipeline.summaries.Coverage;

/**
 * Running sums over a window's frames. Tallies of short windows add up to the tally of a long one,
 * with every track counted once.
 *
 * @param coverage all frames
 * @param faces of the analysed frames that may be published
 * @param closed whether the window takes no more frames
 */
public record Tally(Coverage coverage, FaceTally faces, boolean closed) {
  public static final Tally EMPTY = new Tally(Coverage.NONE, FaceTally.EMPTY, false);

  public Tally plus(Tally other) {
    return new Tally(coverage.plus(other.coverage), faces.plus(other.faces), closed);
  }

  public Tally close() {
    return new Tally(coverage, faces, true);
  }

  public Tally withoutFaces() {
    return new Tally(coverage, FaceTally.EMPTY, closed);
  }
}
