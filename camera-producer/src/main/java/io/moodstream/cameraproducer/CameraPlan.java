package io.moodstream.cameraproducer;

import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.frames.CameraId;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which cameras a camera machine runs; beside these, those of the API that name the machine.
 *
 * @param machine its name, written as an id
 * @param fixed of the command line; each id once
 * @param file {@code cameras.yaml}, which is watched
 * @param demo run while there are no others
 */
public record CameraPlan(
    String machine, List<CameraSettings> fixed, Optional<Path> file, List<CameraSettings> demo) {
  /** The name of the camera machine that runs beside the other stages. */
  public static final String MAIN = "main";

  public CameraPlan {
    fixed = List.copyOf(fixed);
    demo = List.copyOf(demo);
    if (!CameraId.isValid(machine)) {
      throw new IllegalArgumentException(
          "machine '%s' must be 1 to 64 of the characters A-Z a-z 0-9 . _ -".formatted(machine));
    }
    Set<CameraId> seen = new HashSet<>();
    for (CameraSettings camera : fixed) {
      if (!seen.add(camera.id())) {
        throw new IllegalArgumentException(
            "camera %s is given twice: each camera needs its own id".formatted(camera.id()));
      }
    }
  }

  /**
   * @throws IllegalArgumentException if one of the file has the id of one of the command line
   */
  public void requireOthers(List<CameraSettings> ofFile) {
    Set<CameraId> ids = fixed.stream().map(CameraSettings::id).collect(Collectors.toSet());
    ofFile.stream()
        .map(CameraSettings::id)
        .filter(ids::contains)
        .findFirst()
        .ifPresent(
            id -> {
              throw new IllegalArgumentException(
                  "camera %s is given by --camera and by the file: each camera needs its own id"
                      .formatted(id));
            });
  }

  /** These alone. */
  public static CameraPlan of(List<CameraSettings> cameras) {
    return new CameraPlan(MAIN, cameras, Optional.empty(), List.of());
  }
}
