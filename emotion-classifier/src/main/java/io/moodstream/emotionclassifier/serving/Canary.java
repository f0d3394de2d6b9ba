package io.moodstream.emotionclassifier.serving;

import io.moodstream.emotionclassifier.serving.ModelSlot.Served;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.models.CameraShare;
import io.moodstream.pipeline.models.CanaryFigures;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * A model that serves a share of the cameras. The champion predicts the same faces in one of ten of
 * these frames, to be compared with. For any thread.
 */
final class Canary {
  private static final int FRAMES_A_COMPARISON = 10;

  private final Served served;
  private final CameraShare cameras;
  private final AtomicReference<String> failure = new AtomicReference<>();
  private final AtomicReference<CanaryTally> tally = new AtomicReference<>(CanaryTally.NONE);
  private final AtomicLong frames = new AtomicLong();

  Canary(Served served, CameraShare cameras) {
    this.served = served;
    this.cameras = cameras;
  }

  int version() {
    return served.version();
  }

  CameraShare cameras() {
    return cameras;
  }

  /**
   * Empty if it does not serve this camera, or fails: then the champion answers.
   *
   * @param champion predicts the same faces
   */
  Optional<Prediction> predict(
      CameraId camera, List<Pixels> faces, Function<List<Pixels>, Optional<Prediction>> champion) {
    if (!cameras.contains(camera)) {
      return Optional.empty();
    }
    Optional<Prediction> prediction = served.predict(faces, failure);
    boolean compared = !faces.isEmpty() && frames.getAndIncrement() % FRAMES_A_COMPARISON == 0;
    prediction
        .filter(made -> compared)
        .ifPresent(
            made ->
                champion
                    .apply(faces)
                    .ifPresent(
                        other ->
                            tally.updateAndGet(
                                before -> before.plus(made.faces(), other.faces()))));
    return prediction;
  }

  CanaryTally tally() {
    return Objects.requireNonNull(tally.get());
  }

  CanaryFigures figures(Served champion) {
    CanaryTally seen = tally();
    return new CanaryFigures(
        version(),
        seen.compared(),
        seen.differing(),
        seen.uncertain(),
        seen.championUncertain(),
        served.times().millis(),
        champion.times().millis());
  }

  /** A prediction that failed, or that it is too slow beside the champion. */
  Optional<String> complaint(Served champion, double slowFactor) {
    return Optional.ofNullable(failure.get())
        .or(() -> served.times().slowness(champion.times(), slowFactor));
  }
}
