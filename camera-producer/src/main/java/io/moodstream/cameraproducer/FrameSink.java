package io.moodstream.cameraproducer;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Frame;

/** Where a camera's frames go. Returns soon: what it cannot take it drops and counts. */
@FunctionalInterface
interface FrameSink {
  void send(Frame frame);

  /** Pictures that were left out because they were damaged. */
  default void damaged(CameraId camera, long pictures) {}
}
