package io.moodstream.facedetector;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.Pixels;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** Cuts a face out of a picture as the model sees it. Without a margin: FER-2013 has none. */
public final class FaceCrop {
  private FaceCrop() {}

  /**
   * @param gray row-major, one unsigned byte a pixel
   * @param box inside the picture
   * @throws IllegalArgumentException if it is not, or if there are not {@code width} x {@code
   *     height} pixels
   */
  public static Pixels of(byte[] gray, int width, int height, Box box) {
    return NativeScope.within(() -> of(GrayPicture.of(gray, width, height), box));
  }

  /** Within a scope of the caller, who owns {@code gray}. */
  static Pixels of(Mat gray, Box box) {
    if (box.x() < 0
        || box.y() < 0
        || box.x() + box.width() > gray.cols()
        || box.y() + box.height() > gray.rows()) {
      throw new IllegalArgumentException(
          "%s is not inside %d x %d pixels".formatted(box, gray.cols(), gray.rows()));
    }
    var face = new Mat(gray, new Rect(box.x(), box.y(), box.width(), box.height()));
    var small = new Mat();
    // Averaging over each pixel's area keeps a big face free of jagged edges.
    int method = box.width() > Pixels.SIDE ? INTER_AREA : INTER_LINEAR;
    resize(face, small, new Size(Pixels.SIDE, Pixels.SIDE), 0, 0, method);
    byte[] values = new byte[Pixels.COUNT];
    small.data().get(values);
    return new Pixels(values);
  }
}
