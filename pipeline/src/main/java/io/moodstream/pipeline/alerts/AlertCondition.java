package io.moodstream.pipeline.alerts;

import java.math.BigDecimal;

/** What a rule watches for. */
public sealed interface AlertCondition {
  /** {@code sad above 0.4}, {@code camera lost}. */
  String text();

  /** Which side of the threshold raises an alert; a value equal to the threshold does not. */
  enum Comparison {
    ABOVE,
    BELOW
  }

  /**
   * A number of the camera's ten-second windows.
   *
   * @param threshold within the range of the metric
   */
  record Measured(AlertMetric metric, Comparison comparison, double threshold)
      implements AlertCondition {
    public Measured {
      if (!(threshold >= metric.least() && threshold <= metric.most())) {
        throw new IllegalArgumentException(
            "%s: %s to %s, not %s"
                .formatted(metric.label(), plain(metric.least()), plain(metric.most()), threshold));
      }
    }

    public boolean isMet(double value) {
      return switch (comparison) {
        case ABOVE -> value > threshold;
        case BELOW -> value < threshold;
      };
    }

    @Override
    public String text() {
      String side =
          switch (comparison) {
            case ABOVE -> "above";
            case BELOW -> "below";
          };
      return "%s %s %s".formatted(metric.label(), side, plain(threshold));
    }
  }

  /** No frame of the camera was analysed for 30 s or more. */
  record Lost() implements AlertCondition {
    public static final String STATE = "lost";

    @Override
    public String text() {
      return "camera lost";
    }
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
