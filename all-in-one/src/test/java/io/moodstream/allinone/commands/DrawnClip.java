package io.moodstream.allinone.commands;

import io.moodstream.cameraproducer.scene.SyntheticScene;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;

/** What a browser's fake camera plays: drawn people, as JPEGs one after another. */
final class DrawnClip {
  /** As Chromium plays such a file, over and over. */
  private static final int RATE = 30;

  private DrawnClip() {}

  static Path write(Path file, Duration length) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    var scene = new SyntheticScene(1);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int number = 0; number < length.toMillis() * RATE / 1000; number++) {
        var jpeg = new ByteArrayOutputStream();
        ImageIO.write(scene.draw(Duration.ofSeconds(number).dividedBy(RATE)), "jpg", jpeg);
        jpeg.writeTo(out);
      }
    }
    return file.toAbsolutePath();
  }
}
