package io.moodstream.dashboard.http;

/** A query parameter that cannot be followed. The message is for the caller. */
public final class BadParameter extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String parameter;

  public BadParameter(String parameter, String message) {
    super(message);
    this.parameter = parameter;
  }

  String parameter() {
    return parameter;
  }
}
