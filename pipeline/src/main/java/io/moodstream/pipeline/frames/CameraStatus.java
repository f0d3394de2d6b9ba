package io.moodstream.pipeline.frames;

import java.time.Instant;

/**
 * The state of a camera as its producer reports it: at its start, on every change of state, and
 * every ten seconds.
 *
 * @param source the source without secrets: {@code webcam:0}, {@code loop:hall.mp4}
 * @param reason why the camera is interrupted or ended; empty otherwise
 * @param pictures whether the dashboard may show the picture
 */
public record CameraStatus(
    CameraId camera,
    String source,
    State state,
    String reason,
    boolean pictures,
    Instant updatedAt) {

  public enum State {
    CONNECTING,
    RUNNING,
    /** The source fell silent or failed; the producer goes on trying. */
    INTERRUPTED,
    /** The source has come to its end, or the producer was stopped. */
    ENDED
  }
}
