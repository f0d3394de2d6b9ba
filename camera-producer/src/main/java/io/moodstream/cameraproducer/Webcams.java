package io.moodstream.cameraproducer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The cameras of this machine. */
public final class Webcams {
  private Webcams() {}

  /**
   * Tells at once where the system can tell; elsewhere the opening itself will.
   *
   * @throws IOException if there is no camera of this index
   */
  static void requirePresent(int index) throws IOException {
    if (!Files.isDirectory(Path.of("/sys/class"))) {
      return;
    }
    Path device = Path.of("/dev/video" + index);
    if (!Files.exists(device)) {
      throw new IOException("no camera at index %d (there is no %s)".formatted(index, device));
    }
    if (!Files.isReadable(device)) {
      throw new IOException(
          "the camera at index %d may not be read by this user (%s: is it in the group 'video'?)"
              .formatted(index, device));
    }
  }
}
