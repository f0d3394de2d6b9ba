package io.moodstream.cameraproducer.picture;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.moodstream.pipeline.frames.Jpeg;
import io.moodstream.pipeline.frames.JpegSize;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Pictures to JPEG. A picture whose longer side exceeds 1920 pixels is scaled down to that first: a
 * face finder needs no more, and an 8K picture would not fit into a record of 4 MB.
 */
@SuppressWarnings("try") // A scope frees what is made inside it; it is never mentioned there.
public final class JpegEncoder {
  static {
    NativePictures.loadOpenCv();
  }

  /** Pixels. */
  public static final int LONGEST_SIDE = 1920;

  /** Bytes; a record on Kafka may have 4 MB with its headers. */
  static final int LARGEST = (4 << 20) - (16 << 10);

  private static final int QUALITY = 85;

  private JpegEncoder() {}

  /**
   * @param picture 8 bits a channel: gray or blue, green, red
   */
  public static Jpeg encode(Mat picture) {
    int limit = LONGEST_SIDE;
    Jpeg jpeg = encode(picture, limit);
    while (jpeg.bytes().length > LARGEST) {
      limit /= 2;
      jpeg = encode(picture, limit);
    }
    return jpeg;
  }

  /**
   * @param picture of {@code TYPE_3BYTE_BGR}
   */
  public static Jpeg encode(BufferedImage picture) {
    byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    try (PointerScope scope = new PointerScope()) {
      return encode(
          new Mat(
              picture.getHeight(),
              picture.getWidth(),
              opencv_core.CV_8UC3,
              new BytePointer(pixels)));
    }
  }

  /**
   * A camera's own JPEG: as it is when it is of moderate size, else encoded anew.
   *
   * @throws IOException if it is not a JPEG
   */
  public static Jpeg adopt(byte[] encoded) throws IOException {
    Dimension size = JpegSize.of(encoded);
    boolean moderate =
        Math.max(size.width, size.height) <= LONGEST_SIDE && encoded.length <= LARGEST;
    return moderate ? new Jpeg(encoded) : recode(encoded);
  }

  /**
   * A picture in any usual format, turned upright if it has an orientation.
   *
   * @throws IOException if it is not a picture
   */
  public static Jpeg recode(byte[] encoded) throws IOException {
    if (encoded.length == 0) {
      // A Mat of no bytes has no memory to be filled.
      throw new IOException("0 bytes that are no picture");
    }
    try (PointerScope scope = new PointerScope()) {
      Mat picture = decode(encoded);
      if (picture.empty()) {
        throw new IOException("%d bytes that are no picture".formatted(encoded.length));
      }
      return encode(picture);
    }
  }

  /** Empty if it is not a picture. */
  private static Mat decode(byte[] encoded) throws IOException {
    try {
      return imdecode(new Mat(encoded), IMREAD_COLOR);
    } catch (RuntimeException e) {
      // As OpenCV refuses a picture of more than 2^30 pixels, or one that memory does not hold.
      throw new IOException(
          "%d bytes that OpenCV does not decode: %s".formatted(encoded.length, e.getMessage()), e);
    }
  }

  private static Jpeg encode(Mat picture, int longestSide) {
    try (PointerScope scope = new PointerScope()) {
      var encoded = new BytePointer();
      var quality = new IntPointer(IMWRITE_JPEG_QUALITY, QUALITY);
      if (!imencode(".jpg", limited(picture, longestSide), encoded, quality)) {
        throw new IllegalStateException(
            "OpenCV could not encode a picture of %d x %d pixels"
                .formatted(picture.cols(), picture.rows()));
      }
      var bytes = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(bytes);
      return new Jpeg(bytes);
    }
  }

  private static Mat limited(Mat picture, int longestSide) {
    double scale = longestSide / (double) Math.max(picture.cols(), picture.rows());
    if (scale >= 1) {
      return picture;
    }
    var size =
        new Size(
            Math.max(1, (int) Math.round(picture.cols() * scale)),
            Math.max(1, (int) Math.round(picture.rows() * scale)));
    var smaller = new Mat();
    resize(picture, smaller, size, 0, 0, INTER_AREA);
    return smaller;
  }
}
