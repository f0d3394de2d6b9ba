package io.moodstream.dashboard.cameras;

import io.moodstream.pipeline.cameras.StoredCamera;
import io.moodstream.pipeline.frames.CameraId;
import java.util.Optional;

/** Where cameras are kept as they are wanted. */
@FunctionalInterface
public interface CameraConfigs {
  /**
   * Returns when Kafka has it.
   *
   * @param camera empty to remove it
   * @throws org.apache.kafka.common.errors.TimeoutException if Kafka does not answer
   */
  void put(CameraId id, Optional<StoredCamera> camera);
}
