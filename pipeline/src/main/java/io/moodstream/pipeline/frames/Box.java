package io.moodstream.pipeline.frames;

/** A rectangle in a frame: pixels, origin at the frame's top left. */
public record Box(int x, int y, int width, int height) {
  public Box {
    if (width <= 0 || height <= 0) {
      throw new IllegalArgumentException("box of %d x %d pixels is empty".formatted(width, height));
    }
  }

  public long area() {
    return (long) width * height;
  }

  /** Intersection over union: 0 apart, 1 equal. */
  public double overlap(Box other) {
    long left = Math.max(x, other.x);
    long top = Math.max(y, other.y);
    long right = Math.min(x + width, other.x + other.width);
    long bottom = Math.min(y + height, other.y + other.height);
    long shared = Math.max(0, right - left) * Math.max(0, bottom - top);
    return (double) shared / (area() + other.area() - shared);
  }
}
