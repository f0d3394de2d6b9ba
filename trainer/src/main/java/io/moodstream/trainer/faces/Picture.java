package io.moodstream.trainer.faces;

import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.trainer.faces.gray.GrayFace;
import io.moodstream.trainer.faces.gray.Orientation;
import io.moodstream.trainer.faces.gray.Scaling;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A picture of a face, of any size and colour, as the 48 x 48 gray values that a network sees. */
public final class Picture {
  /** As many as the detector takes. */
  private static final long MAX_PIXELS = 64L << 20;

  /** Of a larger square only every second, third, … row and column is held in memory. */
  private static final int MAX_SIDE = 2048;

  private Picture() {}

  /**
   * @throws TrainerException if this is not a JPEG or PNG, a damaged one or one that is too large
   */
  public static Pixels decode(byte[] content) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new TrainerException("it is not a JPEG or PNG");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return Orientation.of(content).turn(pixels(middle(reader)));
      } finally {
        reader.dispose();
      }
    } catch (TrainerException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Image readers throw what they please at damaged files.
      throw new TrainerException("it is damaged", e);
    }
  }

  /** The largest square in the middle. */
  private static BufferedImage middle(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if ((long) width * height > MAX_PIXELS) {
      throw new TrainerException(
          "it has %d x %d pixels, more than 64 megapixels".formatted(width, height));
    }
    int side = Math.min(width, height);
    int step = 1 + (side - 1) / MAX_SIDE;
    ImageReadParam part = reader.getDefaultReadParam();
    part.setSourceRegion(new Rectangle((width - side) / 2, (height - side) / 2, side, side));
    part.setSourceSubsampling(step, step, 0, 0);
    return reader.read(0, part);
  }

  private static Pixels pixels(BufferedImage square) {
    int side = square.getWidth();
    return GrayFace.pixels(Scaling.resize(grays(square), side, side, Pixels.SIDE, Pixels.SIDE));
  }

  private static float[] grays(BufferedImage image) {
    int side = image.getWidth();
    Raster raster = image.getRaster();
    boolean gray = raster.getNumBands() == 1 && image.getSampleModel().getSampleSize(0) == 8;
    if (gray && image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      // Not getRGB: it would change gray values on their way through a colour space.
      return raster.getSamples(0, 0, side, side, 0, (float[]) null);
    }
    int[] colours = image.getRGB(0, 0, side, side, null, 0, side);
    float[] grays = new float[colours.length];
    for (int i = 0; i < colours.length; i++) {
      int rgb = colours[i];
      grays[i] = 0.299f * (rgb >> 16 & 0xff) + 0.587f * (rgb >> 8 & 0xff) + 0.114f * (rgb & 0xff);
    }
    return grays;
  }
}
