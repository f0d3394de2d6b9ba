package io.moodstream.alerts.delivery;

import io.moodstream.pipeline.alerts.Alert;

/** Another system that takes alerts. Used by one thread at a time. */
public interface AlertChannel extends AutoCloseable {
  /**
   * Returns when the other side has the alert.
   *
   * @throws DeliveryFailed otherwise
   */
  void send(Alert alert) throws DeliveryFailed, InterruptedException;

  @Override
  void close();
}
