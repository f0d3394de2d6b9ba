package io.moodstream.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moodstream.pipeline.CameraId;

/**
 * A server-sent event, made once for all clients.
 *
 * @param message as it goes over the wire; the array is shared and never changed
 */
record LiveEvent(CameraId camera, byte[] message) {

  static LiveEvent of(String name, CameraId camera, Object data) {
    String json = new String(Json.bytes(data), UTF_8);
    return new LiveEvent(camera, "event: %s\ndata: %s\n\n".formatted(name, json).getBytes(UTF_8));
  }
}
