package io.moodstream.trainer.faces;

import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.trainer.faces.gray.GrayFace;
import io.moodstream.trainer.faces.gray.Scaling;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Makes of a training face one that another camera, head or detector could have given. Ranges are
 * uniform; everything drawn comes from the random that is handed in.
 *
 * @param rotation at most, degrees either way
 * @param scale at most, as a fraction: 0.2 is 0.8 to 1.2
 * @param shift at most, as a fraction of the side
 * @param brightness at most, added, of the range 0 to 1
 * @param contrast at most, as a fraction
 * @param softened how often the face is made smaller and enlarged again, as a distant face is
 * @param erased how often a rectangle is painted over
 */
public record Augmentation(
    double rotation,
    double scale,
    double shift,
    double brightness,
    double contrast,
    double softened,
    double erased) {
  public static final Augmentation STANDARD = new Augmentation(12, 0.15, 0.1, 0.15, 0.3, 0.1, 0.25);

  private static final int SIDE = Pixels.SIDE;
  private static final float WHITE = 255f;

  public Augmentation {
    if (!(rotation >= 0 && rotation <= 180)) {
      throw new IllegalArgumentException("rotation is %s: 0 to 180".formatted(rotation));
    }
    if (!(scale >= 0 && scale < 1)) {
      throw new IllegalArgumentException("scale is %s: 0 to below 1".formatted(scale));
    }
    requireShare("shift", shift);
    requireShare("brightness", brightness);
    requireShare("contrast", contrast);
    requireShare("softened", softened);
    requireShare("erased", erased);
  }

  /** 48 x 48 gray values, row-major, 0 to 255, not rounded. */
  public float[] apply(Pixels face, SplittableRandom random) {
    float[] grays = warped(GrayFace.of(face), random);
    if (random.nextDouble() < softened) {
      grays = softened(grays, random.nextInt(20, 41));
    }
    light(grays, random);
    if (random.nextDouble() < erased) {
      erase(grays, random);
    }
    return grays;
  }

  /** Flip, rotation, scale and shift in one sampling. */
  private float[] warped(float[] face, SplittableRandom random) {
    double angle = Math.toRadians(either(random, rotation));
    double zoom = 1 / (1 + either(random, scale));
    double mirrored = random.nextBoolean() ? -1 : 1;
    double cos = Math.cos(angle) * zoom;
    double sin = Math.sin(angle) * zoom;
    double middle = (SIDE - 1) / 2.0;
    double dx = either(random, shift) * SIDE + middle;
    double dy = either(random, shift) * SIDE + middle;
    float[] warped = new float[face.length];
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        double x = (column - middle) * mirrored;
        double y = row - middle;
        warped[row * SIDE + column] =
            Sampling.bilinear(face, cos * x - sin * y + dx, sin * x + cos * y + dy);
      }
    }
    return warped;
  }

  private static float[] softened(float[] face, int side) {
    float[] small = Scaling.resize(face, SIDE, SIDE, side, side);
    return Scaling.resize(small, side, side, SIDE, SIDE);
  }

  private void light(float[] face, SplittableRandom random) {
    double gain = 1 + either(random, contrast);
    double added = WHITE * (0.5 - 0.5 * gain + either(random, brightness));
    for (int i = 0; i < face.length; i++) {
      face[i] = (float) Math.min(WHITE, Math.max(0, face[i] * gain + added));
    }
  }

  /**
   * A rectangle of one gray, its sides a tenth to two fifths of the face's (Zhong et al., 2020).
   */
  private static void erase(float[] face, SplittableRandom random) {
    int width = random.nextInt(SIDE / 10, 2 * SIDE / 5);
    int height = random.nextInt(SIDE / 10, 2 * SIDE / 5);
    int left = random.nextInt(SIDE - width);
    int top = random.nextInt(SIDE - height);
    float gray = (float) random.nextDouble(WHITE);
    for (int row = top; row < top + height; row++) {
      Arrays.fill(face, row * SIDE + left, row * SIDE + left + width, gray);
    }
  }

  private static double either(SplittableRandom random, double most) {
    return most == 0 ? 0 : random.nextDouble(-most, most);
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("%s is %s: 0 to 1".formatted(name, value));
    }
  }
}
