package io.moodstream.pipeline.models;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.Probabilities;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The faces of one frame as two models analyse them. Never part of the statistics.
 *
 * @param championTime inference of all faces of the frame
 * @param challengerTime the same by the challenger
 */
public record ShadowComparison(
    CameraId camera,
    FrameId frame,
    Instant capturedAt,
    int champion,
    int challenger,
    Duration championTime,
    Duration challengerTime,
    List<Face> faces) {

  public ShadowComparison {
    faces = List.copyOf(faces);
  }

  /** One face by both. */
  public record Face(long track, Probabilities champion, Probabilities challenger) {
    /** Whether both see the same expression. */
    public boolean agrees() {
      return champion.top() == challenger.top();
    }
  }
}
