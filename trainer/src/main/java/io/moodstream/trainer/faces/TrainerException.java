package io.moodstream.trainer.faces;

import io.moodstream.pipeline.UserFacing;

/**
 * What a person can put right. The message is one plain line: what was wrong, where, what to do.
 */
public final class TrainerException extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  public TrainerException(String message) {
    super(message);
  }

  public TrainerException(String message, Throwable cause) {
    super(message, cause);
  }
}
