package io.moodstream.pipeline;

import java.util.List;

/**
 * The judged faces of one frame. Every frame is answered by exactly one of these.
 *
 * @param model the version of the model that judged every face of this frame, from 1; 0 when the
 *     frame was skipped
 */
public record FrameExpressions(FrameInfo frame, int model, List<FaceExpression> faces) {
  public FrameExpressions {
    faces = List.copyOf(faces);
    if (frame.outcome() == Outcome.SKIPPED && !faces.isEmpty()) {
      throw new IllegalArgumentException("a skipped frame has no faces: " + frame.id());
    }
  }

  /** The answer to a frame that was not looked at. */
  public static FrameExpressions skipped(FrameInfo frame) {
    return new FrameExpressions(frame, 0, List.of());
  }
}
