package io.moodstream.allinone.commands.capacity;

/**
 * What is to be analysed.
 *
 * @param rate of each camera, frames/s
 * @param width pixels
 * @param height pixels
 * @param faces in a frame
 * @param replication copies of each record that the brokers keep
 */
public record Demand(
    int cameras, double rate, int width, int height, double faces, int replication) {
  public Demand {
    require(cameras >= 1 && cameras <= 1_000_000, "cameras: 1 to 1000000, not " + cameras);
    require(rate > 0 && rate <= 120, "rate: above 0, up to 120 frames/s, not " + rate);
    require(
        width >= 16 && width <= 8192 && height >= 16 && height <= 8192,
        "size: 16x16 to 8192x8192, not %dx%d".formatted(width, height));
    require(faces >= 0 && faces <= 100, "faces: 0 to 100, not " + faces);
    require(replication >= 1 && replication <= 5, "replication: 1 to 5, not " + replication);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Of all cameras, frames/s. */
  double frames() {
    return cameras * rate;
  }

  long pixels() {
    return (long) width * height;
  }
}
