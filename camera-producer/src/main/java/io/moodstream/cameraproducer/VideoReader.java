package io.moodstream.cameraproducer;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_UNAUTHORIZED;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_PANIC;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import io.moodstream.pipeline.frames.Jpeg;
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
final class VideoReader implements AutoCloseable {
  /** A camera that sends nothing for so long counts as silent; FFmpeg may wait twice as long. */
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(4);

  private static final double USUAL_RATE = 25;
  private static final double HIGHEST_RATE = 240;

  static {
    // What goes wrong is told in our own words, once.
    av_log_set_level(AV_LOG_PANIC);
  }

  private final FFmpegFrameGrabber grabber;
  private final OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat();
  private Optional<Frame> picture = Optional.empty();

  private VideoReader(FFmpegFrameGrabber grabber) {
    this.grabber = grabber;
    // The cameras share the processor among themselves.
    grabber.setVideoOption("threads", "1");
  }

  /**
   * @throws IOException if it is no video; the message is for the user
   */
  static VideoReader ofFile(Path file) throws IOException {
    var grabber = new VideoReader(new FFmpegFrameGrabber(file.toFile()));
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
   * @throws IOException if no pictures can be had there now; the message is for the user and holds
   *     no password
   */
  static VideoReader ofRtsp(StreamAddress address) throws IOException {
    var grabber = new VideoReader(new FFmpegFrameGrabber(address.whole()));
    grabber.grabber.setOption("rtsp_transport", "tcp");
    grabber.grabber.setOption("timeout", Long.toString(SILENCE_LIMIT.toNanos() / 1_000));
    grabber.grabber.setOption("allowed_media_types", "video");
    // Live: nothing is held back to look ahead.
    grabber.grabber.setOption("fflags", "nobuffer");
    grabber.grabber.setOption("analyzeduration", "1000000");
    try {
      grabber.grabber.startUnsafe();
      return grabber;
    } catch (FrameGrabber.Exception e) {
      grabber.close();
      // Without its cause, whose message repeats the address with the password.
      throw new IOException("%s %s".formatted(address, refusal(String.valueOf(e.getMessage()))));
    }
  }

  /** From FFmpeg's error number, the only thing it tells. */
  private static String refusal(String message) {
    if (message.contains(Integer.toString(AVERROR_HTTP_UNAUTHORIZED()))) {
      return "refuses the user or the password (401)";
    }
    if (message.contains(Integer.toString(AVERROR_HTTP_NOT_FOUND()))) {
      return "has no such stream (404)";
    }
    return "does not answer as a camera";
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
