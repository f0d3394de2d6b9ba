package io.moodstream.facedetector;

import io.moodstream.pipeline.frames.DetectedFace;

/**
 * A face in one of a camera's successive frames.
 *
 * @param track the same number follows a face from frame to frame
 */
public record FollowedFace(long track, FoundFace face) {
  public DetectedFace toDetectedFace() {
    return new DetectedFace(
        track, face.box(), face.pixels(), face.quality(), face.roll(), face.suitability());
  }
}
