package io.moodstream.trainer.faces;

import io.moodstream.pipeline.frames.Pixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Turns Kaggle's csv into folders of pictures, as people look at them and as the paper trained on
 * them.
 */
public final class ImageExport {
  private ImageExport() {}

  /**
   * Writes {@code train/<expression>/Training_<line>.png}, {@code test/…/PublicTest_<line>.png} and
   * {@code private-test/…/PrivateTest_<line>.png}, without loss.
   *
   * @return how many pictures
   * @throws TrainerException if the csv is wrong (naming the line) or the pictures cannot be
   *     written
   */
  public static int export(Path csv, Path folder) {
    if (!Files.isRegularFile(csv)) {
      throw new TrainerException("%s: there is no such file".formatted(csv));
    }
    try {
      List<KaggleCsv.Row> rows = KaggleCsv.rows(csv);
      for (KaggleCsv.Row row : rows) {
        Path classFolder =
            folder.resolve(row.part().folder()).resolve(row.example().expression().label());
        Files.createDirectories(classFolder);
        Path file =
            classFolder.resolve(
                String.format(Locale.ROOT, "%s_%05d.png", row.part().usage(), row.line()));
        ImageIO.write(image(row.example().pixels()), "png", file.toFile());
      }
      return rows.size();
    } catch (IOException e) {
      throw new TrainerException(
          "pictures cannot be written to %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  public static BufferedImage image(Pixels face) {
    BufferedImage image = new BufferedImage(Pixels.SIDE, Pixels.SIDE, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < Pixels.COUNT; i++) {
      image.getRaster().setSample(i % Pixels.SIDE, i / Pixels.SIDE, 0, face.at(i));
    }
    return image;
  }
}
