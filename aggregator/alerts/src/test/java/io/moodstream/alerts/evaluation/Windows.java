package io.moodstream.alerts.evaluation;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.summaries.Coverage;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Ten-second windows as the aggregator writes them. */
public final class Windows {
  public static final CameraId HALL = new CameraId("hall");
  public static final CameraId DOOR = new CameraId("door");

  /** A Monday. */
  public static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  private Windows() {}

  public static Instant at(int window) {
    return NOON.plusSeconds(10L * window);
  }

  /** Not final; two faces in each of ten frames. */
  public static Summary sad(CameraId camera, int window, double share) {
    return summary(camera, window, false, share, 0, false);
  }

  static Summary finalSad(CameraId camera, int window, double share) {
    return summary(camera, window, true, share, 0, false);
  }

  /** Of an installation with a minimum group size of 3. */
  static Summary group(CameraId camera, int window, boolean isFinal, double share) {
    return summary(camera, window, isFinal, share, 3, false);
  }

  static Summary withheld(CameraId camera, int window, boolean isFinal) {
    return summary(camera, window, isFinal, 0, 3, true);
  }

  static Summary empty(CameraId camera, int window) {
    return new Summary(
        camera,
        Step.TEN_SECONDS,
        at(window),
        false,
        new Coverage(10, 30),
        new FaceStatistics(10, 0, 0, 0, 0, Optional.empty(), List.of(), 0, List.of()),
        0,
        false);
  }

  private static Summary summary(
      CameraId camera, int window, boolean isFinal, double sad, int people, boolean suppressed) {
    double rest = 1 - sad;
    var faces =
        new FaceStatistics(
            10,
            20,
            20,
            4,
            2,
            Optional.of(3.0),
            List.of(0.0, 0.0, 0.0, rest, 0.0, sad, 0.0),
            0,
            List.of(1));
    return new Summary(
        camera,
        Step.TEN_SECONDS,
        at(window),
        isFinal,
        new Coverage(10, 0),
        suppressed ? FaceStatistics.NONE : faces,
        people,
        suppressed);
  }
}
