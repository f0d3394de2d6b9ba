package io.moodstream.pipeline.cameras;

import io.moodstream.pipeline.EnumLabels;

/**
 * Which process runs a camera, and where the camera can be changed.
 *
 * @param machine the name of the camera machine; empty where none is known
 */
public record CameraOwner(String machine, Origin origin) {
  public static final CameraOwner UNKNOWN = new CameraOwner("", Origin.UNKNOWN);

  /** Where a camera is defined. */
  public enum Origin {
    /** A browser's camera, or one of an earlier version. */
    UNKNOWN,
    COMMAND_LINE,
    FILE,
    API;

    /** {@code command-line}. */
    public String label() {
      return EnumLabels.of(this);
    }
  }
}
