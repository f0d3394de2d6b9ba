package io.moodstream.pipeline.frames;

import java.util.Arrays;

/**
 * A face as the model sees it: 48 x 48 gray values, row-major, 0 black to 255 white (unsigned
 * bytes).
 */
public record Pixels(byte[] values) {
  /** Width and height, pixels. */
  public static final int SIDE = 48;

  public static final int COUNT = SIDE * SIDE;

  public Pixels {
    if (values.length != COUNT) {
      throw new IllegalArgumentException(
          "a face has %d pixels (48 x 48), not %d".formatted(COUNT, values.length));
    }
    values = values.clone();
  }

  /** A copy. */
  @Override
  public byte[] values() {
    return values.clone();
  }

  /** 0 to 255; {@code index} = 48 row + column. */
  public int at(int index) {
    return values[index] & 0xff;
  }

  /** The mean, 0 black to 1 white. */
  public float brightness() {
    long sum = 0;
    for (byte value : values) {
      sum += value & 0xff;
    }
    return sum / (255f * COUNT);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pixels pixels && Arrays.equals(values, pixels.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** Without the values: a face does not belong in a log. */
  @Override
  public String toString() {
    return "Pixels[48x48]";
  }
}
