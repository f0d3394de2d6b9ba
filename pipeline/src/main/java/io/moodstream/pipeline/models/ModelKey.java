package io.moodstream.pipeline.models;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a published model: {@code 3/chunk/0}, {@code 3/chunk/1}, then {@code 3/manifest}.
 *
 * @param version from 1
 * @param chunk from 0; absent for the manifest
 */
public record ModelKey(int version, OptionalInt chunk) {
  private static final Pattern TEXT =
      Pattern.compile("([1-9]\\d{0,8})/(?:manifest|chunk/(\\d{1,6}))");

  public ModelKey {
    if (version < 1) {
      throw new IllegalArgumentException("model version %d is under 1".formatted(version));
    }
  }

  public static ModelKey manifest(int version) {
    return new ModelKey(version, OptionalInt.empty());
  }

  public static ModelKey chunk(int version, int chunk) {
    return new ModelKey(version, OptionalInt.of(chunk));
  }

  /**
   * @throws IllegalArgumentException if the text is not such a key
   */
  public static ModelKey parse(String text) {
    Matcher match = TEXT.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "model key '%s' is neither <version>/manifest nor <version>/chunk/<i>".formatted(text));
    }
    int version = Integer.parseInt(match.group(1));
    return match.group(2) == null
        ? manifest(version)
        : chunk(version, Integer.parseInt(match.group(2)));
  }

  @Override
  public String toString() {
    return chunk.isPresent()
        ? "%d/chunk/%d".formatted(version, chunk.getAsInt())
        : "%d/manifest".formatted(version);
  }
}
