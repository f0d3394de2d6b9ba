package io.moodstream.allinone;

import io.moodstream.pipeline.UserFacing;

/** Something the user should read as one line and act upon; the command ends with exit code 1. */
public final class Failure extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  public Failure(String message) {
    super(message);
  }

  public Failure(String message, Throwable cause) {
    super(message, cause);
  }
}
