package io.moodstream.pipeline.cameras;

import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;

/**
 * A camera of the API, as it is wanted. Never one whose source is a file or a folder: with that, a
 * user of the page could read the files of a camera machine.
 *
 * @param machine the camera machine that is to run it; written as an id
 * @param changedBy the user, and from where
 */
public record StoredCamera(
    CameraSettings settings, String machine, Instant changedAt, String changedBy) {
  public StoredCamera {
    if (!CameraId.isValid(machine)) {
      throw new IllegalArgumentException(
          "machine: 1 to 64 of the characters A-Z a-z 0-9 . _ -, not '%s'".formatted(machine));
    }
    requireNoFile(settings.source());
  }

  /**
   * @throws IllegalArgumentException if it is a file or a folder of the camera machine
   */
  public static void requireNoFile(Source source) {
    if (source instanceof Source.VideoFile || source instanceof Source.Folder) {
      throw new IllegalArgumentException(
          "source: '%s' is a file or a folder; these are possible in the cameras.yaml of their machine only"
              .formatted(source.text()));
    }
  }
}
