package io.moodstream.pipeline.frames;

import java.util.regex.Pattern;

/** Names a camera: 1 to 64 of the characters {@code A-Z a-z 0-9 . _ -}. */
public record CameraId(String value) implements Comparable<CameraId> {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public CameraId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "camera id '%s' must be 1 to 64 of the characters A-Z a-z 0-9 . _ -".formatted(value));
    }
  }

  public static boolean isValid(String value) {
    return VALID.matcher(value).matches();
  }

  @Override
  public int compareTo(CameraId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
