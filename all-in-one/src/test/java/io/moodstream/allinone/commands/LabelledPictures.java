package io.moodstream.allinone.commands;

import io.moodstream.pipeline.frames.Expression;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Class folders of patterns that a network can distinguish within seconds. */
final class LabelledPictures {
  private static final int SIDE = 48;

  private LabelledPictures() {}

  /** {@code train/<expression>/*.png} and {@code test/<expression>/*.png}. */
  static void write(Path folder, int train, int test) throws IOException {
    var random = new SplittableRandom(7);
    for (int i = 0; i < Expression.ALL.size(); i++) {
      String label = Expression.ALL.get(i).label();
      for (int n = 0; n < train + test; n++) {
        Path part = folder.resolve(n < train ? "train" : "test").resolve(label);
        Files.createDirectories(part);
        ImageIO.write(bar(i, random), "png", part.resolve(n + ".png").toFile());
      }
    }
  }

  /** A bright bar, the lower the later the expression. */
  private static BufferedImage bar(int place, SplittableRandom random) {
    var picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = picture.createGraphics();
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int gray = random.nextInt(100);
        pen.setColor(new Color(gray, gray, gray));
        pen.fillRect(x, y, 1, 1);
      }
    }
    pen.setColor(Color.WHITE);
    pen.fillRect(random.nextInt(12), 6 * place + 1 + random.nextInt(3), 34, 3);
    pen.dispose();
    return picture;
  }
}
