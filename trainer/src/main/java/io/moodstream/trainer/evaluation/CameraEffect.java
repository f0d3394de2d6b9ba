package io.moodstream.trainer.evaluation;

import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.trainer.faces.ImageExport;
import io.moodstream.trainer.faces.Sampling;
import io.moodstream.trainer.faces.gray.GrayFace;
import io.moodstream.trainer.faces.gray.Scaling;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** What a camera, its place or its subject does to a face, at several strengths. */
public enum CameraEffect {
  JPEG_QUALITY("JPEG quality", "%", List.of(90.0, 50.0, 30.0, 20.0, 10.0, 5.0)) {
    @Override
    public Pixels apply(Pixels face, double level) {
      return jpeg(face, (float) (level / 100));
    }
  },
  NOISE("noise", "gray levels (σ)", List.of(0.0, 5.0, 10.0, 20.0, 30.0, 40.0)) {
    @Override
    public Pixels apply(Pixels face, double level) {
      return GrayFace.pixels(noisy(GrayFace.of(face), level, face.hashCode()));
    }
  },
  MOTION_BLUR("motion blur", "pixels of 48", List.of(1.0, 3.0, 5.0, 7.0, 9.0, 11.0)) {
    @Override
    public Pixels apply(Pixels face, double level) {
      float[] grays = GrayFace.of(face);
      float[] blurred = new float[grays.length];
      for (int i = 0; i < grays.length; i++) {
        int row = i / SIDE;
        for (int k = 0; k < level; k++) {
          double x = i % SIDE + k - (level - 1) / 2;
          blurred[i] += (float) (Sampling.bilinear(grays, x, row) / level);
        }
      }
      return GrayFace.pixels(blurred);
    }
  },
  /** The sensor's noise stays while the light goes. */
  LOW_LIGHT("light left", "%", List.of(100.0, 50.0, 30.0, 20.0, 10.0, 5.0)) {
    @Override
    public Pixels apply(Pixels face, double level) {
      float[] dark = GrayFace.of(face);
      for (int i = 0; i < dark.length; i++) {
        dark[i] *= (float) (level / 100);
      }
      return GrayFace.pixels(level == 100 ? dark : noisy(dark, 2, face.hashCode()));
    }
  },
  SIZE("face size", "pixels", List.of(48.0, 40.0, 32.0, 24.0, 20.0, 16.0)) {
    @Override
    public Pixels apply(Pixels face, double level) {
      int side = (int) level;
      float[] small = Scaling.resize(GrayFace.of(face), SIDE, SIDE, side, side);
      return GrayFace.pixels(Scaling.resize(small, side, side, SIDE, SIDE));
    }
  },
  ROLL("roll", "degrees", List.of(-30.0, -20.0, -10.0, 0.0, 10.0, 20.0, 30.0)) {
    @Override
    public Pixels apply(Pixels face, double level) {
      float[] grays = GrayFace.of(face);
      float[] rolled = new float[grays.length];
      double cos = Math.cos(Math.toRadians(level));
      double sin = Math.sin(Math.toRadians(level));
      double middle = (SIDE - 1) / 2.0;
      for (int i = 0; i < grays.length; i++) {
        int row = i / SIDE;
        double x = i % SIDE - middle;
        double y = row - middle;
        rolled[i] =
            Sampling.bilinear(grays, cos * x + sin * y + middle, cos * y - sin * x + middle);
      }
      return GrayFace.pixels(rolled);
    }
  },
  /** A mask or a hand: gray from the chin upwards. */
  COVER("covered from below", "% of the height", List.of(0.0, 10.0, 20.0, 30.0, 40.0, 50.0)) {
    @Override
    public Pixels apply(Pixels face, double level) {
      byte[] values = face.values();
      int from = (int) Math.round(SIDE * (1 - level / 100));
      for (int i = from * SIDE; i < values.length; i++) {
        values[i] = (byte) 150;
      }
      return new Pixels(values);
    }
  },
  /** Dark rims around both eyes, drawn where a detector's box has them. */
  GLASSES("glasses", "width of the rim, pixels", List.of(0.0, 1.0, 2.0, 3.0)) {
    @Override
    public Pixels apply(Pixels face, double level) {
      byte[] values = face.values();
      for (int i = 0; i < values.length; i++) {
        if (onRim(i % SIDE, i / SIDE, level)) {
          values[i] = 30;
        }
      }
      return new Pixels(values);
    }
  };

  private static final int SIDE = Pixels.SIDE;

  private final String title;
  private final String unit;

  @SuppressWarnings("ImmutableEnumChecker") // Of List.of.
  private final List<Double> levels;

  CameraEffect(String title, String unit, List<Double> levels) {
    this.title = title;
    this.unit = unit;
    this.levels = levels;
  }

  public String title() {
    return title;
  }

  public String unit() {
    return unit;
  }

  /** In the order of a chart's axis; one of them leaves the face nearly as it is. */
  public List<Double> levels() {
    return levels;
  }

  /** The same face at the same level gives the same result. */
  public abstract Pixels apply(Pixels face, double level);

  private static float[] noisy(float[] grays, double sigma, long seed) {
    // Gaussian by the sum of twelve uniform numbers: variance 1.
    SplittableRandom random = new SplittableRandom(seed);
    float[] noisy = grays.clone();
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] += (float) (sigma * (random.doubles(12).sum() - 6));
    }
    return noisy;
  }

  /** Two rings of radius 8 around (15, 20) and (33, 20), and the bridge between them. */
  private static boolean onRim(int x, int y, double width) {
    double left = Math.abs(Math.hypot(x - 15, y - 20) - 8);
    double right = Math.abs(Math.hypot(x - 32, y - 20) - 8);
    boolean bridge = x >= 22 && x <= 25 && Math.abs(y - 19) < width / 2;
    return width > 0 && (Math.min(left, right) < width / 2 || bridge);
  }

  private static Pixels jpeg(Pixels face, float quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality);
        writer.setOutput(out);
        writer.write(null, new IIOImage(ImageExport.image(face), null, null), parameters);
      }
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
      byte[] values = new byte[Pixels.COUNT];
      for (int i = 0; i < values.length; i++) {
        values[i] = (byte) image.getRaster().getSample(i % SIDE, i / SIDE, 0);
      }
      return new Pixels(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
  }
}
