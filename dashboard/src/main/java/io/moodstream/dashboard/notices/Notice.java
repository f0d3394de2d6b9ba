package io.moodstream.dashboard.notices;

import io.moodstream.pipeline.cameras.CameraLabel;
import io.moodstream.pipeline.frames.CameraId;
import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a notice states, in no language yet.
 *
 * @param pictures whether the pages show the camera's picture
 * @param minimumPeople the minimum group size, 0 for none
 * @param address of the notice itself, without a language
 * @param today of the place where the dashboard runs
 */
record Notice(
    CameraId camera,
    CameraLabel label,
    boolean pictures,
    int minimumPeople,
    Optional<Controller> controller,
    URI address,
    LocalDate today) {

  String name() {
    return label.name().isEmpty() ? camera.value() : label.name();
  }
}
