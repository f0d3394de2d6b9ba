package io.moodstream.trainer;

import io.moodstream.pipeline.Pixels;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;

/** A picture of a face, of any size and colour, as the 48 x 48 gray values that a network sees. */
final class Picture {
  private Picture() {}

  /** Empty where this is no JPEG or PNG, or a damaged one. */
  static Optional<Pixels> decode(byte[] content) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(content));
      return image == null ? Optional.empty() : Optional.of(pixels(image));
    } catch (IOException | RuntimeException e) {
      // Image readers throw what they please at damaged files.
      return Optional.empty();
    }
  }

  /** The largest square in the middle, brought to 48 x 48. */
  private static Pixels pixels(BufferedImage image) {
    int side = Math.min(image.getWidth(), image.getHeight());
    int left = (image.getWidth() - side) / 2;
    int top = (image.getHeight() - side) / 2;
    float[] grays = grays(image, left, top, side);
    return Grays.pixels(Scaling.resize(grays, side, side, Pixels.SIDE, Pixels.SIDE));
  }

  private static float[] grays(BufferedImage image, int left, int top, int side) {
    Raster raster = image.getRaster();
    boolean gray = raster.getNumBands() == 1 && image.getSampleModel().getSampleSize(0) == 8;
    if (gray && image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      // Not getRGB: it would change gray values on their way through a colour space.
      return raster.getSamples(left, top, side, side, 0, (float[]) null);
    }
    int[] colours = image.getRGB(left, top, side, side, null, 0, side);
    float[] grays = new float[colours.length];
    for (int i = 0; i < colours.length; i++) {
      int rgb = colours[i];
      grays[i] = 0.299f * (rgb >> 16 & 0xff) + 0.587f * (rgb >> 8 & 0xff) + 0.114f * (rgb & 0xff);
    }
    return grays;
  }
}
