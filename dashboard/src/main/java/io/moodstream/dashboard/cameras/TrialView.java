package io.moodstream.dashboard.cameras;

import io.moodstream.pipeline.cameras.CameraTrials;
import io.moodstream.pipeline.frames.Box;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source shows.
 *
 * @param picture a JPEG, base64
 * @param faces pixels of the picture; null where a minimum group size applies
 */
record TrialView(String picture, int width, int height, @Nullable List<Box> faces) {
  static TrialView of(CameraTrials.Trial trial, boolean withheld) {
    return new TrialView(
        Base64.getEncoder().encodeToString(trial.picture().bytes()),
        trial.width(),
        trial.height(),
        withheld ? null : trial.faces());
  }
}
