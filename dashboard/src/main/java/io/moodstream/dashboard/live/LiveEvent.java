package io.moodstream.dashboard.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moodstream.dashboard.http.Json;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server-sent event. Its message is made once for all clients, when the first of them sends it:
 * what no client follows costs nothing, and the thread that reads Kafka writes no JSON.
 * Thread-safe.
 */
final class LiveEvent {
  private final String name;
  private final Optional<CameraId> camera;
  private final Instant at;
  private final Supplier<?> data;
  private byte @Nullable [] message;

  private LiveEvent(String name, Optional<CameraId> camera, Supplier<?> data, Instant at) {
    this.name = name;
    this.camera = camera;
    this.data = data;
    this.at = at;
  }

  /**
   * @param data called at most once; what it reads must not change
   */
  static LiveEvent of(String name, CameraId camera, Supplier<?> data, Instant at) {
    return new LiveEvent(name, Optional.of(camera), data, at);
  }

  static LiveEvent ofAll(String name, Supplier<?> data, Instant at) {
    return new LiveEvent(name, Optional.empty(), data, at);
  }

  /** Empty where it is about all cameras. */
  Optional<CameraId> camera() {
    return camera;
  }

  Instant at() {
    return at;
  }

  /** As it goes over the wire; the array is shared and never changed. */
  synchronized byte[] message() {
    byte[] made = message;
    if (made == null) {
      String json = new String(Json.bytes(data.get()), UTF_8);
      made = "event: %s\ndata: %s\n\n".formatted(name, json).getBytes(UTF_8);
      message = made;
    }
    return made;
  }
}
