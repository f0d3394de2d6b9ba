package io.moodstream.cameraproducer.scene;

import io.moodstream.cameraproducer.scene.face.HeadPose;
import java.time.Duration;

/** How a person moves. The same moment gives the same pose. */
interface Motion {
  /**
   * @param dx pixels from the person's place
   * @param dy pixels from the person's place
   * @param zoom against the size that the person was drawn for
   * @param gazeX where the eyes look, face units from the middle
   * @param openness of the eyes: 0 closed in the middle of a blink
   */
  record Pose(
      double dx,
      double dy,
      double zoom,
      HeadPose head,
      double gazeX,
      double gazeY,
      double openness) {
    static final Pose STILL = new Pose(0, 0, 1, HeadPose.FRONTAL, 0, 0, 1);
  }

  Pose at(Duration sinceStart);
}
