package io.moodstream.pipeline.models;

import io.moodstream.pipeline.frames.CameraId;

/**
 * A share of the cameras, the same in every process: decided by a camera's id alone. A larger share
 * contains every smaller one.
 *
 * @param percent 1 to 99
 */
public record CameraShare(int percent) {
  /** 2^32 divided by the golden ratio, odd: spreads the hashes of similar ids. */
  private static final int GOLDEN = 0x9E3779B9;

  public CameraShare {
    if (percent < 1 || percent > 99) {
      throw new IllegalArgumentException(
          "share of the cameras: 1%% to 99%%, not %d%%".formatted(percent));
    }
  }

  /**
   * @param text {@code 20%} or {@code 20}
   * @throws IllegalArgumentException if it is not such a share
   */
  public static CameraShare parse(String text) {
    String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
    try {
      return new CameraShare(Integer.parseInt(number));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'%s' is not a share such as 20%%".formatted(text), e);
    }
  }

  public boolean contains(CameraId camera) {
    long hash = Integer.toUnsignedLong(camera.value().hashCode() * GOLDEN);
    return ((hash * 100) >>> 32) < percent;
  }

  @Override
  public String toString() {
    return percent + "%";
  }
}
