package io.moodstream.allinone.commands.capacity;

import java.util.List;

/**
 * Processor time of a part of the system as a line through measurements.
 *
 * @param cores that it uses however few frames there are
 * @param millisPerFrame ms of processor time for each analysed frame
 */
public record Cost(double cores, double millisPerFrame) {
  static final Cost NONE = new Cost(0, 0);

  /**
   * A measurement.
   *
   * @param frames a second
   * @param cores used at that rate
   */
  public record Point(double frames, double cores) {}

  /** The line with the least squares; through the origin where it would begin below it. */
  public static Cost through(List<Point> points) {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a cost needs a measurement");
    }
    double meanFrames = points.stream().mapToDouble(Point::frames).average().orElseThrow();
    double meanCores = points.stream().mapToDouble(Point::cores).average().orElseThrow();
    double spread = 0;
    double common = 0;
    double squares = 0;
    double products = 0;
    for (Point point : points) {
      spread += (point.frames - meanFrames) * (point.frames - meanFrames);
      common += (point.frames - meanFrames) * (point.cores - meanCores);
      squares += point.frames * point.frames;
      products += point.frames * point.cores;
    }
    double slope = spread > 0 ? common / spread : -1;
    double start = meanCores - slope * meanFrames;
    return slope < 0 || start < 0
        ? new Cost(0, 1e3 * products / Math.max(1e-9, squares))
        : new Cost(start, 1e3 * slope);
  }

  double coresAt(double frames) {
    return cores + frames * millisPerFrame / 1e3;
  }

  Cost plus(Cost other) {
    return new Cost(cores + other.cores, millisPerFrame + other.millisPerFrame);
  }

  Cost times(double factor) {
    return new Cost(cores * factor, millisPerFrame * factor);
  }
}
