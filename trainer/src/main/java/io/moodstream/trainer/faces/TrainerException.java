package io.moodstream.trainer.faces;

/**
 * What a person can put right. The message is one plain line: what was wrong, where, what to do.
 */
public final class TrainerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TrainerException(String message) {
    super(message);
  }

  public TrainerException(String message, Throwable cause) {
    super(message, cause);
  }
}
