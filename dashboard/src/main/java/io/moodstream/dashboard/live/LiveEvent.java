package io.moodstream.dashboard.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moodstream.dashboard.http.Json;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;
import java.util.Optional;

/**
 * A server-sent event, made once for all clients.
 *
 * @param camera that it is about; empty where it is about all
 * @param message as it goes over the wire; the array is shared and never changed
 */
record LiveEvent(Optional<CameraId> camera, byte[] message, Instant at) {

  static LiveEvent of(String name, CameraId camera, Object data, Instant at) {
    return of(name, Optional.of(camera), data, at);
  }

  static LiveEvent ofAll(String name, Object data, Instant at) {
    return of(name, Optional.empty(), data, at);
  }

  private static LiveEvent of(String name, Optional<CameraId> camera, Object data, Instant at) {
    String json = new String(Json.bytes(data), UTF_8);
    String message = "event: %s\ndata: %s\n\n".formatted(name, json);
    return new LiveEvent(camera, message.getBytes(UTF_8), at);
  }
}
