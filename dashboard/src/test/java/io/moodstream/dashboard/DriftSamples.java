package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;

import io.moodstream.pipeline.drift.Drift;
import io.moodstream.pipeline.drift.DriftFeature;
import io.moodstream.pipeline.drift.DriftPeriod;
import io.moodstream.pipeline.drift.FeatureDrift;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Comparisons as the aggregator writes them. */
final class DriftSamples {
  private static final Instant AT = Instant.parse("2026-11-30T12:00:00Z");
  private static final Instant WEEK = AT.minus(Duration.ofDays(20));
  private static final List<Double> BRIGHT =
      List.of(0.0, 0.01, 0.04, 0.13, 0.24, 0.27, 0.19, 0.09, 0.03, 0.0);
  private static final List<Double> DARK =
      List.of(0.01, 0.06, 0.16, 0.26, 0.25, 0.15, 0.08, 0.03, 0.0, 0.0);
  private static final List<Double> SIZES =
      List.of(0.02, 0.11, 0.24, 0.31, 0.2, 0.09, 0.03, 0.0, 0.0, 0.0);
  private static final List<Double> QUALITIES =
      List.of(0.0, 0.0, 0.02, 0.05, 0.09, 0.16, 0.22, 0.25, 0.16, 0.05);

  private DriftSamples() {}

  static Drift darker(CameraId camera, int minimumPeople) {
    var current = new DriftPeriod(AT.minus(Duration.ofDays(1)), AT, 2_310, 318.4, 100);
    return new Drift(
        camera,
        AT,
        reference(9_872, 1_204.2),
        true,
        Optional.of(current),
        List.of(
            new FeatureDrift(
                DriftFeature.EXPRESSION,
                .031,
                .05,
                List.of(.05, .01, .06, .31, .37, .15, .05),
                List.of(.06, .01, .07, .28, .38, .15, .05)),
            new FeatureDrift(DriftFeature.BRIGHTNESS, .4123, .067, BRIGHT, DARK),
            new FeatureDrift(DriftFeature.SIZE, .012, .059, SIZES, SIZES),
            new FeatureDrift(DriftFeature.QUALITY, .02, .055, QUALITIES, QUALITIES)),
        minimumPeople);
  }

  static Drift learning(CameraId camera) {
    return new Drift(camera, AT, reference(3_000, 212.7), false, Optional.empty(), List.of(), 0);
  }

  static Drift waiting(CameraId camera) {
    var current = new DriftPeriod(NOW.minus(Duration.ofDays(1)), NOW, 300, 61.2, 100);
    return new Drift(
        camera, AT, reference(9_872, 1_204.2), true, Optional.of(current), List.of(), 0);
  }

  private static DriftPeriod reference(long faces, double independent) {
    return new DriftPeriod(WEEK, WEEK.plus(Duration.ofDays(7)), faces, independent, 500);
  }
}
