package io.moodstream.pipeline.frames;

import java.util.List;

/**
 * The analysed faces of one frame. Every frame is answered by exactly one of these.
 *
 * @param model the version of the model that predicted every face of this frame, from 1; 0 when the
 *     frame was skipped
 * @param faces the analysed ones; expressions are statistics of these only
 * @param unanalysed faces that were detected and are not suitable for a prediction
 */
public record FrameExpressions(
    FrameInfo frame, int model, List<FaceExpression> faces, List<UnanalysedFace> unanalysed) {
  public FrameExpressions {
    faces = List.copyOf(faces);
    unanalysed = List.copyOf(unanalysed);
    if (frame.outcome() == Outcome.SKIPPED && !(faces.isEmpty() && unanalysed.isEmpty())) {
      throw new IllegalArgumentException("a skipped frame has no faces: " + frame.id());
    }
  }

  /** Of a frame whose faces were all analysed. */
  public FrameExpressions(FrameInfo frame, int model, List<FaceExpression> faces) {
    this(frame, model, faces, List.of());
  }

  /** The answer to a frame that was not looked at. */
  public static FrameExpressions skipped(FrameInfo frame) {
    return new FrameExpressions(frame, 0, List.of(), List.of());
  }

  /** Faces of people in view, analysed or not; likely pictures on the wall are not counted. */
  public int facesSeen() {
    long people =
        unanalysed.stream().filter(face -> face.reason() != Suitability.LIKELY_PICTURE).count();
    return faces.size() + (int) people;
  }
}
