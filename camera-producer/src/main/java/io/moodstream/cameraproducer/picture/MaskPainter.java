package io.moodstream.cameraproducer.picture;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.fillPoly;

import io.moodstream.pipeline.cameras.Mask;
import io.moodstream.pipeline.frames.Jpeg;
import java.io.IOException;
import java.util.List;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Blackens regions of a picture: what they show is in no frame, so it never leaves the machine. */
@SuppressWarnings("try") // A scope frees what is made inside it; it is never mentioned there.
public final class MaskPainter {
  static {
    NativePictures.loadOpenCv();
  }

  private static final int LINE_8 = 8;

  private MaskPainter() {}

  /**
   * @throws IOException if the picture cannot be decoded: it must not be shown without its masks
   */
  public static Jpeg paint(Jpeg picture, List<Mask> masks) throws IOException {
    if (masks.isEmpty()) {
      return picture;
    }
    try (PointerScope scope = new PointerScope()) {
      Mat pixels = decode(picture.bytes());
      for (Mask mask : masks) {
        fill(pixels, mask);
      }
      return JpegEncoder.encode(pixels);
    }
  }

  private static Mat decode(byte[] jpeg) throws IOException {
    Mat pixels;
    try {
      pixels = imdecode(new Mat(jpeg), IMREAD_COLOR);
    } catch (RuntimeException e) {
      throw new IOException("a picture cannot be masked: " + e.getMessage(), e);
    }
    if (pixels.empty()) {
      throw new IOException("a picture cannot be masked: it is damaged");
    }
    return pixels;
  }

  private static void fill(Mat pixels, Mask mask) {
    int count = mask.corners().size();
    var outline = new Point(count);
    for (int i = 0; i < count; i++) {
      Mask.Corner corner = mask.corners().get(i);
      outline.position(i);
      outline.x((int) Math.round(corner.x() * pixels.cols()));
      outline.y((int) Math.round(corner.y() * pixels.rows()));
    }
    fillPoly(
        pixels,
        outline.position(0),
        new IntPointer(new int[] {count}),
        1,
        new Scalar(0.0),
        LINE_8,
        0,
        new Point(0, 0));
  }
}
