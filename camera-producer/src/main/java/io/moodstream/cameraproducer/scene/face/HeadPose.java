package io.moodstream.cameraproducer.scene.face;

/**
 * How a head is turned, degrees.
 *
 * @param roll tilt towards a shoulder, clockwise in the picture
 * @param yaw turn to the side, to the right in the picture
 * @param pitch how far the head is lowered
 */
public record HeadPose(double roll, double yaw, double pitch) {
  public static final HeadPose FRONTAL = new HeadPose(0, 0, 0);
}
