package io.moodstream.allinone;

import io.moodstream.trainer.faces.TrainerException;
import java.util.function.Supplier;

/** What was typed cannot be, in one line for the user; the command ends with exit code 2. */
final class UsageError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageError(String message) {
    super(message);
  }

  private UsageError(RuntimeException cause) {
    super(cause.getMessage(), cause);
  }

  /**
   * Settings made of options alone.
   *
   * @throws UsageError if they refuse a value
   */
  static <T> T unlessValid(Supplier<T> settings) {
    try {
      return settings.get();
    } catch (IllegalArgumentException | TrainerException e) {
      throw new UsageError(e);
    }
  }
}
