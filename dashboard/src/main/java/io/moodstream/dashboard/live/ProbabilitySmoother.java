package io.moodstream.dashboard.live;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.Probabilities;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Steadies the expressions that are shown: the seven probabilities of a track become their weighted
 * mean over time, in which a prediction loses half of its weight in each half-life. A track that is
 * new, or that another model analyses, starts with its own prediction. Statistics never use these
 * means. Thread-safe.
 */
public final class ProbabilitySmoother {
  /** Measured on clips of faces: docs/statistics-and-api.md. */
  public static final Duration DEFAULT_HALF_LIFE = Duration.ofMillis(200);

  private static final Duration LONGEST_HALF_LIFE = Duration.ofSeconds(10);

  /** After so many half-lives a prediction has a thousandth of its weight left. */
  private static final int FORGOTTEN = 10;

  private final Duration halfLife;
  private final Map<CameraId, Map<Long, Mean>> cameras = new HashMap<>();

  /**
   * @param weight of all predictions together, in terms of the newest
   */
  private record Mean(Instant at, int model, double weight, Probabilities probabilities) {}

  /**
   * @param halfLife 0 to 10 s; zero leaves everything as it was predicted
   * @throws IllegalArgumentException if it is negative or longer
   */
  public ProbabilitySmoother(Duration halfLife) {
    this.halfLife = requireHalfLife(halfLife);
  }

  /**
   * @throws IllegalArgumentException if it is negative or longer than 10 s
   */
  public static Duration requireHalfLife(Duration halfLife) {
    if (halfLife.isNegative() || halfLife.compareTo(LONGEST_HALF_LIFE) > 0) {
      throw new IllegalArgumentException(
          "smoothing: 0s to %ds expected, not %d ms"
              .formatted(LONGEST_HALF_LIFE.toSeconds(), halfLife.toMillis()));
    }
    return halfLife;
  }

  /** The frame with the means of its faces, up to and including it. */
  public synchronized FrameExpressions smooth(FrameExpressions frame) {
    if (halfLife.isZero()) {
      return frame;
    }
    Instant at = frame.frame().capturedAt();
    Map<Long, Mean> means =
        cameras.computeIfAbsent(frame.frame().camera(), camera -> new HashMap<>());
    means.values().removeIf(mean -> isForgotten(mean, at));
    List<FaceExpression> faces =
        frame.faces().stream().map(face -> smooth(means, frame.model(), face, at)).toList();
    return new FrameExpressions(frame.frame(), frame.model(), faces, frame.unanalysed());
  }

  /** A clock that jumped makes everything forgotten, in either direction. */
  private boolean isForgotten(Mean mean, Instant at) {
    Duration passed = Duration.between(mean.at(), at).abs();
    return passed.compareTo(halfLife.multipliedBy(FORGOTTEN)) > 0;
  }

  private FaceExpression smooth(Map<Long, Mean> means, int model, FaceExpression face, Instant at) {
    Mean mean =
        Optional.ofNullable(means.get(face.track()))
            .filter(known -> known.model() == model)
            .map(known -> mean(known, face.probabilities(), at))
            .orElseGet(() -> new Mean(at, model, 1, face.probabilities()));
    means.put(face.track(), mean);
    return new FaceExpression(
        face.track(),
        face.box(),
        face.quality(),
        face.roll(),
        mean.probabilities(),
        face.brightness());
  }

  private Mean mean(Mean before, Probabilities predicted, Instant at) {
    double passed = Math.max(0, Duration.between(before.at(), at).toMillis());
    double kept = before.weight() * Math.pow(0.5, passed / halfLife.toMillis());
    double weight = kept + 1;
    float[] values = predicted.values();
    float[] earlier = before.probabilities().values();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((kept * earlier[i] + values[i]) / weight);
    }
    return new Mean(at, before.model(), weight, new Probabilities(values));
  }

  synchronized void forget(CameraId camera) {
    cameras.remove(camera);
  }
}
