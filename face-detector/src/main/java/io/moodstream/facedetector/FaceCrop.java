package io.moodstream.facedetector;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.getRotationMatrix2D;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.moodstream.facedetector.search.NativeScope;
import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.Pixels;
import java.nio.DoubleBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Cuts a face out of a picture as the model sees it: upright, and without a margin, because
 * FER-2013 has none.
 */
public final class FaceCrop {
  private FaceCrop() {}

  /**
   * @param gray row-major, one unsigned byte a pixel
   * @param box inside the picture
   * @throws IllegalArgumentException if it is not, or if there are not {@code width} x {@code
   *     height} pixels
   */
  public static Pixels of(byte[] gray, int width, int height, Box box) {
    return NativeScope.within(() -> of(GrayPicture.of(gray, width, height), box, 0));
  }

  /**
   * Within a scope of the caller, who owns {@code gray}.
   *
   * @param roll degrees by which the face is turned about the box' centre, clockwise
   */
  static Pixels of(Mat gray, Box box, double roll) {
    if (box.x() < 0
        || box.y() < 0
        || box.x() + box.width() > gray.cols()
        || box.y() + box.height() > gray.rows()) {
      throw new IllegalArgumentException(
          "%s is not inside %d x %d pixels".formatted(box, gray.cols(), gray.rows()));
    }
    var face =
        roll == 0
            ? new Mat(gray, new Rect(box.x(), box.y(), box.width(), box.height()))
            : upright(gray, box, roll);
    var small = new Mat();
    // Averaging over each pixel's area keeps a big face free of jagged edges.
    int method = box.width() > Pixels.SIDE ? INTER_AREA : INTER_LINEAR;
    resize(face, small, new Size(Pixels.SIDE, Pixels.SIDE), 0, 0, method);
    byte[] values = new byte[Pixels.COUNT];
    small.data().get(values);
    return new Pixels(values);
  }

  /** Corners that lie outside of the picture repeat its edge. */
  private static Mat upright(Mat gray, Box box, double roll) {
    // A turned square reaches beyond the box by a fifth of its side.
    int margin = (int) Math.ceil(box.width() * 0.21);
    int left = Math.max(0, box.x() - margin);
    int top = Math.max(0, box.y() - margin);
    int right = Math.min(gray.cols(), box.x() + box.width() + margin);
    int bottom = Math.min(gray.rows(), box.y() + box.height() + margin);
    var around = new Mat(gray, new Rect(left, top, right - left, bottom - top));
    float middleX = box.x() + box.width() / 2f - left;
    float middleY = box.y() + box.height() / 2f - top;
    Mat turn = getRotationMatrix2D(new Point2f(middleX, middleY), roll, 1);
    // The box' corner becomes the origin.
    DoubleBuffer values = turn.createBuffer();
    values.put(2, values.get(2) - middleX + box.width() / 2.0);
    values.put(5, values.get(5) - middleY + box.height() / 2.0);
    var upright = new Mat();
    warpAffine(
        around,
        upright,
        turn,
        new Size(box.width(), box.height()),
        INTER_LINEAR,
        opencv_core.BORDER_REPLICATE,
        new Scalar(0));
    return upright;
  }
}
