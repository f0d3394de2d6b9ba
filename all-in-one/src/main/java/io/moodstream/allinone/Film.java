package io.moodstream.allinone;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_PANIC;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;

/** A video or a picture, read as fast as it can be. Owns its native memory; used by one thread. */
final class Film implements AutoCloseable {
  /** What is seen at one moment: gray values, row-major, one unsigned byte a pixel. */
  record Picture(Duration at, byte[] gray, int width, int height) {}

  private final FFmpegFrameGrabber grabber;
  private final OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat();
  private Optional<Frame> current = Optional.empty();

  private Film(FFmpegFrameGrabber grabber) {
    this.grabber = grabber;
  }

  /**
   * @throws Failure if there is no such file or it holds no picture
   */
  static Film open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new Failure("no such file: " + file);
    }
    if (Files.size(file) == 0) {
      throw new Failure("%s is empty (0 bytes)".formatted(file));
    }
    av_log_set_level(AV_LOG_PANIC);
    var grabber = new FFmpegFrameGrabber(file.toFile());
    try {
      grabber.start();
    } catch (FrameGrabber.Exception e) {
      grabber.close();
      throw new Failure("%s is not a video or a picture, or is damaged".formatted(file), e);
    }
    if (!grabber.hasVideo()) {
      grabber.close();
      throw new Failure("%s holds no pictures, only sound".formatted(file));
    }
    return new Film(grabber);
  }

  /** The next picture, or nothing at the end. */
  @SuppressWarnings("try") // A scope frees what is made inside it; it is never mentioned there.
  Optional<Picture> next() throws IOException {
    current = Optional.ofNullable(grabber.grabImage());
    try (PointerScope scope = new PointerScope()) {
      return current.map(frame -> picture(converter.convert(frame)));
    }
  }

  private Picture picture(Mat colour) {
    var gray = new Mat();
    if (colour.channels() == 1) {
      colour.copyTo(gray);
    } else {
      cvtColor(colour, gray, COLOR_BGR2GRAY);
    }
    byte[] values = new byte[gray.cols() * gray.rows()];
    gray.data().get(values);
    Duration at = Duration.ofNanos(Math.max(0, grabber.getTimestamp()) * 1_000);
    return new Picture(at, values, gray.cols(), gray.rows());
  }

  /** The picture that {@link #next} returned, in colour; valid until the next call of it. */
  Frame frame() {
    return current.orElseThrow();
  }

  int width() {
    return grabber.getImageWidth();
  }

  int height() {
    return grabber.getImageHeight();
  }

  double rate() {
    double claimed = grabber.getVideoFrameRate();
    return claimed > 0 && claimed <= 240 ? claimed : 25;
  }

  /** As the file claims; at least 1. */
  long pictures() {
    return Math.max(1, grabber.getLengthInVideoFrames());
  }

  @Override
  public void close() throws IOException {
    converter.close();
    grabber.close();
  }
}
