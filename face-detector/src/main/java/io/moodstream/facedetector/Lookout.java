package io.moodstream.facedetector;

import io.moodstream.pipeline.frames.CameraId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Finds the faces of successive pictures of cameras. While nothing has changed elsewhere since a
 * picture was searched whole, faces are looked for only where they were; a whole search follows at
 * once when one of them is not there. Not thread-safe.
 */
final class Lookout {
  /** How far about a known face is looked for it, in sides of its square. */
  static final double MARGIN = 0.4;

  /**
   * @param scene when the picture was last searched whole
   * @param searchedAt that time
   */
  private record Sighting(Scene scene, Instant searchedAt, List<Region> faces) {}

  private final RegionFinder finder;
  private final Duration searchInterval;
  private final CameraMemory<Sighting> cameras;

  Lookout(RegionFinder finder, Duration searchInterval) {
    this.finder = finder;
    this.searchInterval = searchInterval;
    this.cameras = new CameraMemory<>(searchInterval);
  }

  /** Within a scope of the caller, who owns {@code gray}. */
  List<Region> find(CameraId camera, Instant at, Mat gray) {
    Scene scene = Scene.of(gray);
    Sighting sighting =
        cameras
            .recall(camera, at)
            .filter(before -> isRecent(before, at) && isSameElsewhere(before, scene))
            .flatMap(before -> seenAgain(before, gray))
            .orElseGet(() -> new Sighting(scene, at, finder.find(gray)));
    cameras.remember(camera, at, sighting);
    return sighting.faces;
  }

  private boolean isRecent(Sighting before, Instant at) {
    return Duration.between(before.searchedAt, at).compareTo(searchInterval) < 0;
  }

  private static boolean isSameElsewhere(Sighting before, Scene scene) {
    List<Region> known = before.faces.stream().map(face -> face.widened(MARGIN)).toList();
    return scene.resembles(before.scene, known);
  }

  private Optional<Sighting> seenAgain(Sighting before, Mat gray) {
    return finder
        .findAgain(gray, before.faces)
        .map(faces -> new Sighting(before.scene, before.searchedAt, faces));
  }
}
