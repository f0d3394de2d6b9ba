package io.moodstream.cameraproducer;

import java.io.IOException;

/** What can be said of a source before anything starts. */
final class SourceCheck {
  private SourceCheck() {}

  /**
   * @throws IllegalArgumentException naming the camera and what is wrong, in one line
   */
  static void requireUsable(CameraSettings camera) {
    try {
      if (camera.source() instanceof Source.Webcam webcam) {
        Webcams.requirePresent(webcam.index());
      } else if (camera.source() instanceof Source.Film
          || camera.source() instanceof Source.Folder) {
        requirePicture(camera);
      }
      // A network camera may come later; a drawn scene is always there.
    } catch (IOException e) {
      throw new IllegalArgumentException("camera %s: %s".formatted(camera.id(), e.getMessage()), e);
    }
  }

  private static void requirePicture(CameraSettings camera) throws IOException {
    try (Footage footage = FootageOpener.openSource(camera)) {
      if (!footage.advance()) {
        throw new IOException("%s holds no picture".formatted(camera.source().text()));
      }
      footage.jpeg();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while looking at " + camera.source().text(), e);
    }
  }
}
