package io.moodstream.facedetector;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.moodstream.facedetector.search.OpenCv;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Makes gray pictures in native memory, which lives as long as the caller's scope. */
public final class GrayPicture {
  static {
    OpenCv.load();
  }

  /** Twice an 8K picture. */
  private static final long MAX_PIXELS = 64L << 20;

  private GrayPicture() {}

  /**
   * Turned upright where the picture has an orientation.
   *
   * @throws UnreadablePicture if the bytes are no picture
   */
  static Mat decode(byte[] picture) {
    if (picture.length == 0) {
      throw new UnreadablePicture("the picture is empty: 0 bytes");
    }
    Mat gray;
    try {
      gray = imdecode(new Mat(picture), IMREAD_GRAYSCALE);
    } catch (RuntimeException e) {
      throw new UnreadablePicture("the picture cannot be decoded", e);
    }
    if (gray.empty()) {
      throw new UnreadablePicture("the picture cannot be decoded");
    }
    requireSize(gray.cols(), gray.rows());
    return gray;
  }

  /**
   * @throws IllegalArgumentException if there are not {@code width} x {@code height} pixels
   */
  public static Mat of(byte[] gray, int width, int height) {
    if (width < 1 || height < 1 || (long) width * height != gray.length) {
      throw new IllegalArgumentException(
          "a gray picture of %d x %d pixels has not %d bytes"
              .formatted(width, height, gray.length));
    }
    return new Mat(height, width, CV_8UC1, new BytePointer(gray));
  }

  /**
   * @throws UnreadablePicture if a picture of this size must not be decoded
   */
  static void requireSize(int width, int height) {
    if (width < 1 || height < 1) {
      throw new UnreadablePicture(
          "the picture claims to have %d x %d pixels".formatted(width, height));
    }
    if ((long) width * height > MAX_PIXELS) {
      throw new UnreadablePicture(
          "the picture of %d x %d pixels is larger than 64 megapixels".formatted(width, height));
    }
  }
}
