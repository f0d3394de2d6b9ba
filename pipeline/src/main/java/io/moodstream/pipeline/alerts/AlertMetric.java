package io.moodstream.pipeline.alerts;

import io.moodstream.pipeline.drift.Drift;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Summary;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A number of a window that a rule compares with its threshold. */
public enum AlertMetric {
  ANGRY("angry", 0, 1),
  DISGUST("disgust", 0, 1),
  FEAR("fear", 0, 1),
  HAPPY("happy", 0, 1),
  NEUTRAL("neutral", 0, 1),
  SAD("sad", 0, 1),
  SURPRISE("surprise", 0, 1),
  VALENCE("valence", -1, 1),
  /** Mean faces per analysed frame. */
  FACES("faces", 0, 1000),
  /** Most faces in one frame. */
  MAX_FACES("maxFaces", 0, 1000),
  /** Analysed frames over all frames. */
  COVERAGE("coverage", 0, 1),
  /** The largest stability index of the camera's faces that sampling noise does not explain. */
  DRIFT("drift", 0, 10);

  private final String label;
  private final double least;
  private final double most;

  AlertMetric(String label, double least, double most) {
    this.label = label;
    this.least = least;
    this.most = most;
  }

  /** As in {@code alerts.yaml} and in the API. */
  public String label() {
    return label;
  }

  public double least() {
    return least;
  }

  public double most() {
    return most;
  }

  /**
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public static AlertMetric ofLabel(String label) {
    return Arrays.stream(values())
        .filter(metric -> metric.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown metric '%s': %s, state".formatted(label, labels())));
  }

  private static String labels() {
    return Arrays.stream(values()).map(AlertMetric::label).collect(Collectors.joining(", "));
  }

  /**
   * Empty where there is no such number, and where a minimum group size withholds it.
   *
   * @param drift of the camera as of the window; empty while nothing is known of it
   */
  public Optional<Double> value(Summary summary, Optional<Drift> drift) {
    return switch (this) {
      case ANGRY -> share(summary, Expression.ANGRY);
      case DISGUST -> share(summary, Expression.DISGUST);
      case FEAR -> share(summary, Expression.FEAR);
      case HAPPY -> share(summary, Expression.HAPPY);
      case NEUTRAL -> share(summary, Expression.NEUTRAL);
      case SAD -> share(summary, Expression.SAD);
      case SURPRISE -> share(summary, Expression.SURPRISE);
      case VALENCE -> published(summary).flatMap(FaceStatistics::valence);
      case FACES -> published(summary).flatMap(FaceStatistics::meanFaces);
      case MAX_FACES ->
          published(summary)
              .filter(faces -> faces.frames() > 0)
              .map(faces -> (double) faces.most());
      case COVERAGE -> summary.coverage().ratio();
      case DRIFT -> drift.flatMap(Drift::largest);
    };
  }

  private static Optional<FaceStatistics> published(Summary summary) {
    return summary.suppressed() ? Optional.empty() : Optional.of(summary.faces());
  }

  private static Optional<Double> share(Summary summary, Expression expression) {
    return published(summary)
        .map(FaceStatistics::shares)
        .filter(shares -> !shares.isEmpty())
        .map(shares -> shares.get(expression.index()));
  }
}
