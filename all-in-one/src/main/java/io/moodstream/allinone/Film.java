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
import org.jspecify.annotations.Nullable;

/** A video or a picture, read as fast as it can be. Owns its native memory; used by one thread. */
final class Film implements AutoCloseable {
  /** What is seen at one moment: gray values, row-major, one unsigned byte a pixel. */
  record Picture(Duration at, byte[] gray, int width, int height) {}

  private final Path file;
  private final FFmpegFrameGrabber grabber;
  private final OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat();
  private Optional<Frame> current = Optional.empty();
  private long read;

  private Film(Path file, FFmpegFrameGrabber grabber) {
    this.file = file;
    this.grabber = grabber;
  }

  /**
   * @throws Failure if there is no such file or it is no video or picture
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
    return new Film(file, grabber);
  }

  /**
   * The next picture, or nothing at the end.
   *
   * @throws Failure if not even the first one can be decoded
   */
  @SuppressWarnings("try") // A scope frees what is made inside it; it is never mentioned there.
  Optional<Picture> next() {
    current = Optional.ofNullable(grab());
    if (current.isEmpty() && read == 0) {
      throw new Failure("%s holds no picture that can be decoded".formatted(file));
    }
    read++;
    try (PointerScope scope = new PointerScope()) {
      return current.map(frame -> picture(converter.convert(frame)));
    }
  }

  private @Nullable Frame grab() {
    try {
      return grabber.grabImage();
    } catch (FrameGrabber.Exception e) {
      throw new Failure(
          read == 0
              ? "%s holds no picture that can be decoded".formatted(file)
              : "%s is unreadable from picture %d on".formatted(file, read + 1),
          e);
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
