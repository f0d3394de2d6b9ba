package io.moodstream.pipeline;

import java.util.List;

/** All faces of one frame. No faces means that nobody was there, or that the frame was skipped. */
public record DetectedFaces(FrameInfo frame, List<DetectedFace> faces) {
  public DetectedFaces {
    faces = List.copyOf(faces);
    if (frame.outcome() == Outcome.SKIPPED && !faces.isEmpty()) {
      throw new IllegalArgumentException("a skipped frame has no faces: " + frame.id());
    }
  }
}
