package io.moodstream.pipeline.cameras;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The written claim that a prohibited purpose serves a medical or safety reason (EU AI Act, Article
 * 5(1)(f)).
 *
 * @param reason 40 to 500 characters on one line; written to the audit
 */
public record ExceptionClaim(Kind kind, String reason) {
  public static final int SHORTEST = 40;
  public static final int LONGEST = 500;

  private static final Pattern LINE =
      Pattern.compile("[^\\p{Cc}\\p{Zl}\\p{Zp}]{%d,%d}".formatted(SHORTEST, LONGEST));

  /** The two exceptions of the law. */
  public enum Kind {
    MEDICAL,
    SAFETY;

    /** {@code medical}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if it is neither
     */
    public static Kind parse(String text) {
      return Arrays.stream(values())
          .filter(each -> each.label().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "'%s' is neither medical nor safety".formatted(text)));
    }
  }

  /**
   * @throws IllegalArgumentException naming the field of a camera
   */
  public ExceptionClaim {
    reason = reason.strip();
    if (!LINE.matcher(reason).matches()) {
      throw new IllegalArgumentException(
          "exceptionReason: %d to %d characters on one line, which state why the exception applies"
              .formatted(SHORTEST, LONGEST));
    }
  }

  /** For the audit. */
  @Override
  public String toString() {
    return "%s exception of Article 5(1)(f) of Regulation (EU) 2024/1689 claimed: %s"
        .formatted(kind.label(), reason);
  }
}
