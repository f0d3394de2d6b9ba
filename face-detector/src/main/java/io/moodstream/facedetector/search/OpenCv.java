package io.moodstream.facedetector.search;

import io.moodstream.pipeline.process.NativeCode;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_objdetect;

/** The native library. */
public final class OpenCv {
  private OpenCv() {}

  /**
   * MUST come first in every class that may be the first to call it; see {@link NativeCode#load}.
   */
  public static void load() {
    NativeCode.load(
        opencv_core.class, opencv_imgproc.class, opencv_imgcodecs.class, opencv_objdetect.class);
  }
}
