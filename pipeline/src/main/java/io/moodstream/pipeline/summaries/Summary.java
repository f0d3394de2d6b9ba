package io.moodstream.pipeline.summaries;

import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;

/**
 * Statistics of one camera over the window {@code [from, from + step)}.
 *
 * @param isFinal whether the aggregator has closed the window: it changes no more
 * @param minimumPeople the minimum group size that applied, 0 for none; frames with fewer faces are
 *     not part of {@code faces}
 * @param suppressed true when the minimum group size leaves nothing to publish: {@code faces} is
 *     {@link FaceStatistics#NONE}
 */
public record Summary(
    CameraId camera,
    Step step,
    Instant from,
    boolean isFinal,
    Coverage coverage,
    FaceStatistics faces,
    int minimumPeople,
    boolean suppressed) {
  public Summary {
    if (suppressed && !faces.equals(FaceStatistics.NONE)) {
      throw new IllegalArgumentException("a suppressed summary has no statistics of faces");
    }
  }

  /** Nothing is withheld. */
  public static Summary of(
      SummaryKey key, boolean isFinal, Coverage coverage, FaceStatistics faces) {
    return new Summary(key.camera(), key.step(), key.from(), isFinal, coverage, faces, 0, false);
  }

  /** What a minimum group size of {@code people} leaves: nothing where a smaller one applied. */
  public Summary atLeast(int people) {
    return minimumPeople >= people ? this : withheld(people);
  }

  private Summary withheld(int people) {
    return new Summary(
        camera, step, from, isFinal, coverage, FaceStatistics.NONE, people, coverage.frames() > 0);
  }
}
