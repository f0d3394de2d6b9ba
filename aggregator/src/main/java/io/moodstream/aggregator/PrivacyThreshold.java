package io.moodstream.aggregator;

import io.moodstream.aggregator.tally.FaceTally;
import io.moodstream.aggregator.tally.Tally;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.summaries.Coverage;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;

/**
 * The minimum group size. Statistics of faces are published in units of ten seconds, whole or not
 * at all, so nothing that is withheld can be computed from what is published:
 *
 * <ol>
 *   <li>A frame with fewer faces than the minimum is never part of any statistic of faces.
 *   <li>A ten-second window is published once it is closed, when at least two of its analysed
 *       frames, and at least half of them, show the minimum. It takes no frame after that.
 *   <li>A longer window is the sum of its published ten-second windows. The others are missing from
 *       it, rather than hidden in it.
 * </ol>
 *
 * <p>People are the faces that one frame shows together. Tracks would not do: a face that is lost
 * for a moment returns as a new track, so a single person soon has many.
 *
 * @param people the minimum; 0 publishes everything at once
 */
record PrivacyThreshold(int people) {
  private static final int LEAST_FRAMES = 2;

  boolean applies() {
    return people > 0;
  }

  Tally tally(FrameExpressions frame) {
    return tally(frame, Tally.EMPTY);
  }

  /**
   * @param before of its ten-second window so far
   */
  Tally tally(FrameExpressions frame, Tally before) {
    boolean analysed = frame.frame().outcome() == Outcome.ANALYSED;
    boolean counts = analysed && frame.faces().size() >= people;
    return new Tally(
        new Coverage(analysed ? 1 : 0, analysed ? 0 : 1),
        counts ? FaceTally.of(frame, people, before.faces()) : FaceTally.EMPTY,
        false);
  }

  /** The part of a window's tally that may be published, now. */
  Tally published(Step step, Tally tally) {
    return mayBePublished(step, tally) ? tally : tally.withoutFaces();
  }

  /** What is published of a window; {@code tally} may hold more. */
  Summary summary(SummaryKey key, Tally tally, boolean isFinal) {
    Tally shown = published(key.step(), tally);
    boolean suppressed = applies() && tally.coverage().frames() > 0 && shown.faces().frames() == 0;
    return new Summary(
        key.camera(),
        key.step(),
        key.from(),
        isFinal,
        tally.coverage(),
        shown.faces().statistics(),
        people,
        suppressed);
  }

  private boolean mayBePublished(Step step, Tally tally) {
    if (tally.faces().minimumPeople() < people) {
      return false;
    }
    return switch (step) {
      case TEN_SECONDS -> !applies() || (tally.closed() && isMostlyAGroup(tally));
      // The sum of what was published of its parts.
      case ONE_MINUTE, ONE_HOUR -> true;
    };
  }

  private static boolean isMostlyAGroup(Tally tally) {
    long shown = tally.faces().frames();
    return shown >= LEAST_FRAMES && 2 * shown >= tally.coverage().frames();
  }
}
