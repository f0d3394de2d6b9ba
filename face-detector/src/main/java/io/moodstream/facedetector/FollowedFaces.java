package io.moodstream.facedetector;

import java.util.List;

/** All confirmed faces of a frame of {@code width} x {@code height} pixels. */
public record FollowedFaces(int width, int height, List<FollowedFace> faces) {
  public FollowedFaces {
    faces = List.copyOf(faces);
  }
}
