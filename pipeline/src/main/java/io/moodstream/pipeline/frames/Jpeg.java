package io.moodstream.pipeline.frames;

import java.util.Arrays;

/**
 * An encoded JPEG picture. The array is shared, not copied: a frame's bytes are never changed after
 * their making.
 */
public record Jpeg(byte[] bytes) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Jpeg jpeg && Arrays.equals(bytes, jpeg.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Jpeg[%d bytes]".formatted(bytes.length);
  }
}
