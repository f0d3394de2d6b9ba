package io.moodstream.cameraproducer.picture;

/** A picture's size in square pixels. */
record ShownSize(int width, int height) {
  /** Beyond this a pixel's shape is a mistake of the file. */
  private static final double WIDEST_PIXEL = 4;

  /**
   * @param pixelWidth and {@code pixelHeight}: the shape of a stored pixel; 0 if it is unknown
   */
  static ShownSize of(int width, int height, int pixelWidth, int pixelHeight) {
    if (pixelWidth <= 0 || pixelHeight <= 0) {
      return new ShownSize(width, height);
    }
    double shape = pixelWidth / (double) pixelHeight;
    if (shape > WIDEST_PIXEL || shape < 1 / WIDEST_PIXEL) {
      return new ShownSize(width, height);
    }
    // Enlarged, never reduced: no detail is lost.
    return shape >= 1
        ? new ShownSize((int) Math.round(width * shape), height)
        : new ShownSize(width, (int) Math.round(height / shape));
  }

  /** Scaled down until no side is longer. */
  ShownSize within(int longestSide) {
    double scale = longestSide / (double) Math.max(width, height);
    return scale >= 1
        ? this
        : new ShownSize(
            Math.max(1, (int) Math.round(width * scale)),
            Math.max(1, (int) Math.round(height * scale)));
  }
}
