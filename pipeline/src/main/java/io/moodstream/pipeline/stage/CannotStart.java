package io.moodstream.pipeline.stage;

import io.moodstream.pipeline.UserFacing;

/** A stage lacks something outside of it: a port, a topic, a folder. */
public final class CannotStart extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  public CannotStart(String message) {
    super(message);
  }

  public CannotStart(String message, Throwable cause) {
    super(message, cause);
  }
}
