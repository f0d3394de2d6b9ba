package io.moodstream.emotionclassifier.model;

import io.moodstream.pipeline.UserFacing;

/** A model bundle that must not serve. The message names the bundle, the file and what is wrong. */
public final class BundleException extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  /** Characters of a reason; a bundle may bring texts of any length, which the reason quotes. */
  private static final int LONGEST_REASON = 500;

  private final String reason;

  /**
   * @param bundle the folder or zip
   * @param reason begins with the file: {@code model.json: the field 'labels' is missing}. Without
   *     its end where it is long, and without control characters
   */
  public BundleException(String bundle, String reason) {
    super("model bundle %s: %s".formatted(bundle, printable(reason)));
    this.reason = printable(reason);
  }

  public BundleException(String bundle, String reason, Throwable cause) {
    super("model bundle %s: %s".formatted(bundle, printable(reason)), cause);
    this.reason = printable(reason);
  }

  /** The message without the bundle. */
  public String reason() {
    return reason;
  }

  private static String printable(String reason) {
    String kept =
        reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON - 1) + "…";
    return kept.replaceAll("\\p{Cntrl}", "?");
  }
}
