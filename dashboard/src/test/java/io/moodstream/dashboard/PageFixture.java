package io.moodstream.dashboard;

import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.status;
import static io.moodstream.dashboard.Samples.summary;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** A page in a real browser, on the real server; records come from the test instead of Kafka. */
abstract class PageFixture {
  private static @Nullable HeadlessBrowser opened;
  final HeadlessBrowser browser = open();

  /** For each test, so that each is reported as skipped where there is no browser. */
  private static HeadlessBrowser open() {
    HeadlessBrowser one = opened == null ? HeadlessBrowser.open() : opened;
    opened = one;
    return one;
  }

  @AfterAll
  static void close() {
    if (opened != null) {
      opened.close();
      opened = null;
    }
  }

  /** More faces by day than by night. */
  static List<Summary> summaries(Set<CameraId> cameras, Step step, Instant from, Instant to) {
    var found = new ArrayList<Summary>();
    long millis = step.length().toMillis();
    for (CameraId camera : cameras) {
      for (long at = from.toEpochMilli() / millis * millis; at < to.toEpochMilli(); at += millis) {
        long hour = at / 3_600_000 % 24;
        found.add(summary(camera, step, Instant.ofEpochMilli(at), Math.abs(12 - hour)));
      }
    }
    return found;
  }

  /** A hall whose pictures are shown, and a door. */
  static RunningDashboard dashboard() {
    RunningDashboard dashboard = RunningDashboard.answering(PageFixture::summaries);
    dashboard.view.onStatus(status(HALL, true, RunningDashboard.NOW));
    dashboard.view.onStatus(status(DOOR, false, RunningDashboard.NOW));
    return dashboard;
  }
}
