package io.moodstream.cameraproducer;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_PANIC;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import io.moodstream.pipeline.Jpeg;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.javacv.OpenCVFrameConverter;

/**
 * FFmpeg's reader. Owns its native memory; used by one thread. Pictures may change their size in
 * mid-stream.
 *
 * <p>{@code FFmpegFrameGrabber.start()} holds one lock for the whole process while it connects, so
 * that one silent camera stops all others; {@code startUnsafe()} does the same without the lock,
 * which FFmpeg has not needed since its codecs open thread-safely.
 */
final class Grabber implements AutoCloseable {
  private static final double USUAL_RATE = 25;
  private static final double HIGHEST_RATE = 240;

  static {
    // What goes wrong is told in our own words, once.
    av_log_set_level(AV_LOG_PANIC);
  }

  private final FFmpegFrameGrabber grabber;
  private final OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat();
  private Optional<Frame> picture = Optional.empty();

  private Grabber(FFmpegFrameGrabber grabber) {
    this.grabber = grabber;
    // The cameras share the processor among themselves.
    grabber.setVideoOption("threads", "1");
  }

  /**
   * @throws IOException if it is no video; the message is for the user
   */
  static Grabber ofFile(Path file) throws IOException {
    var grabber = new Grabber(new FFmpegFrameGrabber(file.toFile()));
    try {
      grabber.grabber.startUnsafe();
      if (grabber.grabber.hasVideo()) {
        return grabber;
      }
    } catch (FrameGrabber.Exception e) {
      grabber.close();
      throw new IOException("%s is not a video, or is damaged".formatted(file), e);
    }
    grabber.close();
    throw new IOException("%s holds no pictures, only sound".formatted(file));
  }

  /**
   * @return false at the end
   */
  boolean grab() throws IOException {
    picture = Optional.ofNullable(grabber.grabImage());
    return picture.isPresent();
  }

  /** Of the picture, from the film's beginning. */
  Duration timeStamp() {
    return Duration.ofNanos(1_000 * grabber.getTimestamp());
  }

  /** Pictures a second as the stream claims them, or a usual number where that makes no sense. */
  double rate() {
    double claimed = grabber.getVideoFrameRate();
    return claimed > 0 && claimed <= HIGHEST_RATE ? claimed : USUAL_RATE;
  }

  Jpeg jpeg() {
    return JpegEncoder.encode(converter.convert(picture.orElseThrow()));
  }

  @Override
  public void close() {
    converter.close();
    try {
      grabber.releaseUnsafe();
    } catch (FrameGrabber.Exception e) {
      throw new IllegalStateException("FFmpeg could not be closed", e);
    }
  }
}
