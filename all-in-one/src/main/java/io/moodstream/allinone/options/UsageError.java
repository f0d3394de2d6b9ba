package io.moodstream.allinone.options;

import io.moodstream.pipeline.UserFacing;
import io.moodstream.trainer.faces.TrainerException;
import java.util.function.Supplier;

/** What was typed cannot be, in one line for the user; the command ends with exit code 2. */
public final class UsageError extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  public UsageError(String message) {
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
  public static <T> T unlessValid(Supplier<T> settings) {
    try {
      return settings.get();
    } catch (IllegalArgumentException | TrainerException e) {
      throw new UsageError(e);
    }
  }
}
