package io.moodstream.pipeline.frames;

import java.util.List;

/** All faces of one frame. Empty when no face was found, or when the frame was skipped. */
public record DetectedFaces(FrameInfo frame, List<DetectedFace> faces) {
  public DetectedFaces {
    faces = List.copyOf(faces);
    if (frame.outcome() == Outcome.SKIPPED && !faces.isEmpty()) {
      throw new IllegalArgumentException("a skipped frame has no faces: " + frame.id());
    }
  }

  /** The same frame with only the faces that can be analysed. */
  public DetectedFaces suitable() {
    return new DetectedFaces(
        frame, faces.stream().filter(face -> face.suitability() == Suitability.SUITABLE).toList());
  }

  /** The faces that cannot be analysed, with the reason. */
  public List<UnanalysedFace> unanalysed() {
    return faces.stream()
        .filter(face -> face.suitability() != Suitability.SUITABLE)
        .map(UnanalysedFace::of)
        .toList();
  }
}
