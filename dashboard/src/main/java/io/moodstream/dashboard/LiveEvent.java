package io.moodstream.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moodstream.pipeline.CameraId;
import java.time.Instant;

/**
 * A server-sent event, made once for all clients.
 *
 * @param message as it goes over the wire; the array is shared and never changed
 */
record LiveEvent(CameraId camera, byte[] message, Instant at) {

  static LiveEvent of(String name, CameraId camera, Object data, Instant at) {
    String json = new String(Json.bytes(data), UTF_8);
    String message = "event: %s\ndata: %s\n\n".formatted(name, json);
    return new LiveEvent(camera, message.getBytes(UTF_8), at);
  }
}
