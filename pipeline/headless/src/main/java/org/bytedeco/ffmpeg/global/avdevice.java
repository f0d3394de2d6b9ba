package org.bytedeco.ffmpeg.global;

/**
 * Replaces JavaCV's class of this name, which loads libavdevice and with it X11, ALSA and
 * PulseAudio: FFmpeg's capture devices are not used here (webcams are read through OpenCV). Must
 * precede JavaCV's jars on the class path.
 */
public final class avdevice {
  private avdevice() {}

  /** Called by JavaCV's grabber and recorder; there are no devices to register. */
  public static void avdevice_register_all() {
    // Nothing to register.
  }
}
