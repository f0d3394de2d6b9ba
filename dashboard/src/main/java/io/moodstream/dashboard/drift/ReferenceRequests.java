package io.moodstream.dashboard.drift;

import io.moodstream.pipeline.drift.ReferenceRequest;

/** Where new references are asked for. */
@FunctionalInterface
public interface ReferenceRequests {
  /**
   * Returns when Kafka has it.
   *
   * @throws org.apache.kafka.common.errors.TimeoutException if Kafka does not answer
   */
  void put(ReferenceRequest request);
}
