package io.moodstream.facedetector;

import io.moodstream.pipeline.frames.Box;
import java.util.List;

/** All faces of a picture of {@code width} x {@code height} pixels. */
public record FoundFaces(int width, int height, List<FoundFace> faces) {
  public FoundFaces {
    faces = List.copyOf(faces);
  }

  public List<Box> boxes() {
    return faces.stream().map(FoundFace::box).toList();
  }
}
