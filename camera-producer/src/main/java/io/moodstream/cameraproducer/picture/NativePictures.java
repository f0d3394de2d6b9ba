package io.moodstream.cameraproducer.picture;

import io.moodstream.pipeline.process.NativeCode;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/** MUST come first in every class that calls OpenCV or FFmpeg; see {@link NativeCode#load}. */
public final class NativePictures {
  private NativePictures() {}

  public static void loadOpenCv() {
    NativeCode.load(opencv_core.class, opencv_imgproc.class, opencv_imgcodecs.class);
  }

  public static void loadFfmpeg() {
    NativeCode.load(
        avutil.class, swscale.class, avcodec.class, avformat.class, FFmpegFrameGrabber.class);
  }
}
