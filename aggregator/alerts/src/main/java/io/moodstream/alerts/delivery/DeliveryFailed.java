package io.moodstream.alerts.delivery;

import java.util.Optional;

/** An alert did not reach its receiver. The message is for the log and for health. */
public final class DeliveryFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean mayCome;

  private DeliveryFailed(String message, boolean mayCome, Optional<Exception> cause) {
    super(message, cause.orElse(null));
    this.mayCome = mayCome;
  }

  /** The same attempt may succeed later. */
  static DeliveryFailed forNow(String message) {
    return new DeliveryFailed(message, true, Optional.empty());
  }

  static DeliveryFailed forNow(String message, Exception cause) {
    return new DeliveryFailed(message, true, Optional.of(cause));
  }

  /** The receiver refuses it: a repetition would be refused too. */
  static DeliveryFailed forGood(String message) {
    return new DeliveryFailed(message, false, Optional.empty());
  }

  boolean mayCome() {
    return mayCome;
  }
}
