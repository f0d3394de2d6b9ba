package io.moodstream.dashboard.cameras;

import io.moodstream.pipeline.cameras.CameraTrials;
import io.moodstream.pipeline.frames.CameraId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The webcams of the camera machine in this process.
 *
 * @param machine null if this process has none
 */
record WebcamsView(@Nullable String machine, List<Webcam> webcams) {
  /**
   * @param usedBy the camera that has it open; null if none has
   */
  record Webcam(String source, String name, @Nullable String usedBy) {}

  static List<Webcam> of(List<CameraTrials.Webcam> webcams) {
    return webcams.stream()
        .map(
            webcam ->
                new Webcam(
                    webcam.source(),
                    webcam.name(),
                    webcam.usedBy().map(CameraId::value).orElse(null)))
        .toList();
  }
}
