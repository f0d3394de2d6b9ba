package io.moodstream.pipeline.cameras;

import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;

/**
 * The state of a camera as its producer reports it: at its start, on every change of state, and
 * every ten seconds.
 *
 * @param source the source without secrets: {@code webcam:0}, {@code loop:hall.mp4}
 * @param reason why the camera is interrupted, frozen or ended; empty otherwise
 * @param pictures whether the dashboard may show the picture
 */
public record CameraStatus(
    CameraId camera,
    String source,
    State state,
    String reason,
    boolean pictures,
    Instant updatedAt,
    CameraLabel label,
    CameraOwner owner) {

  /** Of a camera about which nothing more is known. */
  public CameraStatus(
      CameraId camera,
      String source,
      State state,
      String reason,
      boolean pictures,
      Instant updatedAt) {
    this(camera, source, state, reason, pictures, updatedAt, CameraLabel.NONE, CameraOwner.UNKNOWN);
  }

  public enum State {
    CONNECTING,
    RUNNING,
    /** The source fell silent or failed; the producer goes on trying. */
    INTERRUPTED,
    /** The source has come to its end, or the producer was stopped. */
    ENDED,
    /** The source is closed because the camera is to rest. */
    PAUSED,
    /** The source goes on giving pictures, but always the same one. */
    FROZEN
  }
}
