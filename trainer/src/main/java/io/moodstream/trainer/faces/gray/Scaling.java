package io.moodstream.trainer.faces.gray;

/** Resizing of gray pictures, row-major: by area when they shrink, bilinear when they grow. */
public final class Scaling {
  private Scaling() {}

  public static float[] resize(
      float[] picture, int width, int height, int newWidth, int newHeight) {
    float[] narrow = new float[newWidth * height];
    double[][] across = shares(width, newWidth);
    int[] left = starts(width, newWidth);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < newWidth; column++) {
        double sum = 0;
        double[] share = across[column];
        for (int i = 0; i < share.length; i++) {
          sum += share[i] * picture[row * width + left[column] + i];
        }
        narrow[row * newWidth + column] = (float) sum;
      }
    }
    float[] resized = new float[newWidth * newHeight];
    double[][] down = shares(height, newHeight);
    int[] top = starts(height, newHeight);
    for (int row = 0; row < newHeight; row++) {
      double[] share = down[row];
      for (int column = 0; column < newWidth; column++) {
        double sum = 0;
        for (int i = 0; i < share.length; i++) {
          sum += share[i] * narrow[(top[row] + i) * newWidth + column];
        }
        resized[row * newWidth + column] = (float) sum;
      }
    }
    return resized;
  }

  /** Of each new pixel: the first old pixel that it is made of. */
  private static int[] starts(int size, int newSize) {
    int[] starts = new int[newSize];
    for (int i = 0; i < newSize; i++) {
      starts[i] =
          newSize < size
              ? (int) Math.floor((double) i * size / newSize)
              : (int) Math.min(Math.floor(centre(i, size, newSize)), Math.max(0, size - 2));
    }
    return starts;
  }

  /** Of each new pixel: how much of each old pixel, from its start on; sum 1. */
  private static double[][] shares(int size, int newSize) {
    double[][] shares = new double[newSize][];
    int[] starts = starts(size, newSize);
    for (int i = 0; i < newSize; i++) {
      shares[i] =
          newSize < size
              ? areas(starts[i], (double) i * size / newSize, (i + 1.0) * size / newSize, size)
              : neighbours(centre(i, size, newSize) - starts[i], size);
    }
    return shares;
  }

  private static double[] areas(int start, double from, double to, int size) {
    int end = Math.min(size, (int) Math.ceil(to - 1e-9));
    double[] areas = new double[end - start];
    for (int i = 0; i < areas.length; i++) {
      double covered = Math.min(to, start + i + 1.0) - Math.max(from, start + i);
      areas[i] = covered / (to - from);
    }
    return areas;
  }

  private static double[] neighbours(double beyond, int size) {
    return size == 1 ? new double[] {1} : new double[] {1 - beyond, beyond};
  }

  private static double centre(int index, int size, int newSize) {
    return Math.min(Math.max((index + 0.5) * size / newSize - 0.5, 0), size - 1.0);
  }
}
