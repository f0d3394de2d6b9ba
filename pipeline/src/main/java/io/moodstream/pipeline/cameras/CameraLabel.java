package io.moodstream.pipeline.cameras;

import io.moodstream.pipeline.frames.CameraId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What people read about a camera.
 *
 * @param name shown instead of the id, up to 80 characters of any script; empty for the id itself
 * @param group an id under which several cameras are listed
 * @param purpose why the camera is there, in the operator's words, up to 200 characters; may be
 *     empty
 * @param use what the operator declares
 */
public record CameraLabel(String name, Optional<CameraId> group, String purpose, DeclaredUse use) {
  private static final Pattern NAME = line(80);
  private static final Pattern PURPOSE = line(200);

  /** After the patterns, which it needs. */
  public static final CameraLabel NONE = new CameraLabel("", Optional.empty(), "");

  /** Without a declared use. */
  public CameraLabel(String name, Optional<CameraId> group, String purpose) {
    this(name, group, purpose, DeclaredUse.NONE);
  }

  public CameraLabel {
    require("name", name, NAME, 80);
    require("purpose", purpose, PURPOSE, 200);
  }

  private static void require(String field, String text, Pattern pattern, int most) {
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "%s: at most %d characters, on one line".formatted(field, most));
    }
  }

  private static Pattern line(int most) {
    return Pattern.compile("[^\\p{Cc}\\p{Zl}\\p{Zp}]{0,%d}".formatted(most));
  }
}
