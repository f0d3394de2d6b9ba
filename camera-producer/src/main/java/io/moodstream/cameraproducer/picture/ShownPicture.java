package io.moodstream.cameraproducer.picture;

import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Turns a decoded frame into the picture as it is shown: with square pixels, then turned and
 * mirrored as its container, its EXIF data or its stream demands. Owns its native memory; used by
 * one thread.
 */
public final class ShownPicture implements AutoCloseable {
  static {
    NativePictures.loadOpenCv();
    NativePictures.loadFfmpeg();
  }

  /** FFmpeg's fast code writes whole blocks of pixels, also beyond the end of a row. */
  private static final int BLOCK = 32;

  private final int longestSide;
  private final Mat scaled = new Mat();
  private final Mat turned = new Mat();
  private Optional<SwsContext> scaler = Optional.empty();
  private Mat row = new Mat();

  /**
   * @param longestSide pixels; larger pictures are scaled down to it
   */
  public ShownPicture(int longestSide) {
    this.longestSide = longestSide;
  }

  /** 8 bits of blue, green and red a pixel; valid until the next call. */
  public Mat of(AVFrame frame) {
    return orientation(frame).apply(squarePixels(frame), turned);
  }

  @SuppressWarnings("try") // A scope frees what is made inside it; it is never mentioned there.
  private Mat squarePixels(AVFrame frame) {
    ShownSize size = size(frame);
    int padded = (size.width() + BLOCK - 1) / BLOCK * BLOCK;
    scaled.create(size.height(), padded, CV_8UC3);
    try (PointerScope scope = new PointerScope()) {
      SwsContext context = scaler(frame, size);
      sws_scale(
          context,
          frame.data(),
          frame.linesize(),
          0,
          frame.height(),
          // FFmpeg looks at four planes, of which a packed format uses one.
          new PointerPointer<>(scaled.data(), null, null, null),
          new IntPointer(Math.toIntExact(scaled.step()), 0, 0, 0));
    }
    row.close();
    row = scaled.colRange(0, size.width());
    return row;
  }

  private SwsContext scaler(AVFrame frame, ShownSize size) {
    boolean smaller = size.width() < frame.width() || size.height() < frame.height();
    SwsContext context =
        sws_getCachedContext(
            scaler.orElse(null),
            frame.width(),
            frame.height(),
            frame.format(),
            size.width(),
            size.height(),
            AV_PIX_FMT_BGR24,
            smaller ? SWS_AREA : SWS_BILINEAR,
            null,
            null,
            (DoublePointer) null);
    if (context == null) {
      scaler = Optional.empty();
      throw new IllegalStateException(
          "FFmpeg cannot convert a picture of %d x %d pixels in its format %d"
              .formatted(frame.width(), frame.height(), frame.format()));
    }
    scaler = Optional.of(context);
    return context;
  }

  private ShownSize size(AVFrame frame) {
    AVRational aspect = frame.sample_aspect_ratio();
    return ShownSize.of(frame.width(), frame.height(), aspect.num(), aspect.den())
        .within(longestSide);
  }

  private static Orientation orientation(AVFrame frame) {
    AVFrameSideData matrix = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX);
    if (matrix == null || matrix.isNull()) {
      return Orientation.UPRIGHT;
    }
    var values = new IntPointer(matrix.data());
    return Orientation.of(values.get(0), values.get(1), values.get(3), values.get(4));
  }

  @Override
  public void close() {
    scaler.ifPresent(context -> sws_freeContext(context));
    scaler = Optional.empty();
    row.close();
    scaled.close();
    turned.close();
  }
}
