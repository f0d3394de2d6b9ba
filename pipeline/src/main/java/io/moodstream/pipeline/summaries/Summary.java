package io.moodstream.pipeline.summaries;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Expression;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Statistics of one camera over the window {@code [from, from + step)}.
 *
 * @param frames analysed frames
 * @param skipped frames that were too old to be looked at
 * @param people distinct tracks; someone whose face is lost and found again counts twice
 * @param together the most faces in one frame: at least so many people were there; 0 too in what
 *     was written before it was counted
 * @param shares seven mean probabilities over the faces in model order, sum 1; empty without faces
 *     or when suppressed
 * @param uncertain share of the faces whose top probability is under 0.5; 0 without faces
 * @param suppressed true when fewer people than the privacy threshold were seen together, so that
 *     shares are withheld
 * @param models versions of the models that judged the faces, ascending
 */
public record Summary(
    CameraId camera,
    Step step,
    Instant from,
    long frames,
    long skipped,
    long faces,
    long people,
    long together,
    List<Double> shares,
    double uncertain,
    boolean suppressed,
    List<Integer> models) {
  public Summary {
    shares = List.copyOf(shares);
    models = List.copyOf(models);
    if (!shares.isEmpty() && shares.size() != Expression.ALL.size()) {
      throw new IllegalArgumentException("a summary has no shares or seven, not " + shares.size());
    }
  }

  /** The expression with the greatest share. */
  public Optional<Expression> dominant() {
    return Expression.ALL.stream()
        .filter(expression -> !shares.isEmpty())
        .reduce((a, b) -> shares.get(b.index()) > shares.get(a.index()) ? b : a);
  }
}
