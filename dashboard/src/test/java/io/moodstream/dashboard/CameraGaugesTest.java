package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.face;
import static io.moodstream.dashboard.Samples.frame;
import static io.moodstream.dashboard.Samples.status;
import static io.moodstream.dashboard.Samples.summary;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.summaries.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What Prometheus sees of the cameras. */
class CameraGaugesTest {
  private static final Instant WINDOW = Instant.parse("2026-11-30T12:00:00Z");

  /** Of a dashboard without cameras and with one more. */
  private static final int SERIES_A_CAMERA = 16;

  @Test
  void shouldShowEachCamera() {
    try (RunningDashboard dashboard = RunningDashboard.open()) {
      dashboard.view.onStatus(status(DOOR, false, NOW));
      dashboard.view.onExpressions(frame(HALL, 1, NOW, face(1, Expression.SAD, 0.7f)));
      dashboard.view.onSummary(summary(HALL, Step.TEN_SECONDS, WINDOW, 9));
      dashboard.view.onSummary(summary(HALL, Step.ONE_MINUTE, WINDOW, 1));

      String metrics = dashboard.get("/metrics").body();

      assertThat(metrics.lines())
          .contains(
              "moodstream_camera_state{camera=\"hall\",state=\"live\"} 1.0",
              "moodstream_camera_state{camera=\"hall\",state=\"lost\"} 0.0",
              "moodstream_camera_state{camera=\"door\",state=\"lost\"} 1.0",
              "moodstream_camera_coverage{camera=\"hall\"} 1.0",
              "moodstream_camera_coverage{camera=\"door\"} NaN",
              "moodstream_camera_expression_share{camera=\"door\",expression=\"sad\"} NaN");
      assertThat(value(metrics, "moodstream_camera_last_frame_timestamp_seconds{camera=\"hall\"}"))
          .isEqualTo(NOW.toEpochMilli() / 1000.0);
      assertThat(value(metrics, "moodstream_camera_faces{camera=\"hall\"}")).isPositive();
      double sum =
          Expression.ALL.stream()
              .mapToDouble(
                  it ->
                      value(
                          metrics,
                          "moodstream_camera_expression_share{camera=\"hall\",expression=\"%s\"}"
                              .formatted(it.label())))
              .sum();
      assertThat(sum).isBetween(0.999, 1.001);

      // A camera that is forgotten is not shown, and an old window describes no one.
      dashboard.view.onForgotten(DOOR);
      dashboard.clock.forward(Duration.ofSeconds(200));
      String later = dashboard.get("/metrics").body();
      assertThat(later).doesNotContain("camera=\"door\"");
      assertThat(later.lines()).contains("moodstream_camera_faces{camera=\"hall\"} NaN");
    }
  }

  @Test
  void shouldNotRegisterAllGaugesForEachOfManyCameras() {
    try (RunningDashboard dashboard = RunningDashboard.open()) {
      var registered = new AtomicInteger();
      dashboard.metrics.config().onMeterAdded(meter -> registered.incrementAndGet());

      for (int number = 0; number < 300; number++) {
        dashboard.view.onExpressions(frame(new CameraId("cam-" + number), 1, NOW));
      }
      dashboard.clock.forward(Duration.ofSeconds(1));
      dashboard.view.onExpressions(frame(new CameraId("cam-0"), 2, NOW));

      assertThat(registered).hasValueLessThan(50_000);
      assertThat(dashboard.get("/metrics").body().lines())
          .filteredOn(line -> line.startsWith("moodstream_camera_coverage{"))
          .hasSize(300);
    }
  }

  @Test
  void shouldWithholdWhatTheApiWithholds() {
    var settings = RunningDashboard.settings(Optional.empty()).withMinimumPeople(5);
    try (var dashboard = RunningDashboard.with(settings, (cameras, step, from, to) -> List.of())) {
      dashboard.view.onExpressions(frame(HALL, 1, NOW, face(1, Expression.SAD, 0.7f)));
      dashboard.view.onSummary(summary(HALL, Step.TEN_SECONDS, WINDOW, 9));

      String metrics = dashboard.get("/metrics").body();

      assertThat(metrics.lines())
          .filteredOn(line -> line.startsWith("moodstream_camera_faces{"))
          .containsExactly("moodstream_camera_faces{camera=\"hall\"} NaN");
      assertThat(metrics.lines())
          .filteredOn(line -> line.startsWith("moodstream_camera_expression_share{"))
          .hasSize(7)
          .allSatisfy(line -> assertThat(line).endsWith(" NaN"));
    }
  }

  @Test
  void shouldNeedSixteenSeriesForACamera() {
    try (RunningDashboard dashboard = RunningDashboard.open()) {
      long before = series(dashboard);
      dashboard.view.onStatus(status(DOOR, false, NOW));

      assertThat(series(dashboard) - before).isEqualTo(SERIES_A_CAMERA);
    }
  }

  private static long series(RunningDashboard dashboard) {
    return dashboard.get("/metrics").body().lines().filter(line -> !line.startsWith("#")).count();
  }

  private static double value(String metrics, String series) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }
}
