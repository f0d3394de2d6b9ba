package io.moodstream.emotionclassifier.model;

/** A model bundle that must not serve. The message names the bundle, the file and what is wrong. */
public final class BundleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param bundle the folder or zip
   * @param reason begins with the file: {@code model.json: the field 'labels' is missing}
   */
  public BundleException(String bundle, String reason) {
    super("model bundle %s: %s".formatted(bundle, reason));
  }

  public BundleException(String bundle, String reason, Throwable cause) {
    super("model bundle %s: %s".formatted(bundle, reason), cause);
  }
}
