package io.moodstream.cameraproducer.source;

import static org.bytedeco.ffmpeg.global.avformat.AV_STREAM_GROUP_PARAMS_TILE_GRID;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_UNAUTHORIZED;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_PANIC;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import io.moodstream.cameraproducer.picture.JpegEncoder;
import io.moodstream.cameraproducer.picture.NativePictures;
import io.moodstream.cameraproducer.picture.ShownPicture;
import io.moodstream.pipeline.cameras.StreamAddress;
import io.moodstream.pipeline.frames.Jpeg;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStreamGroup;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * FFmpeg's reader of videos, pictures and streams. Owns its native memory; used by one thread.
 * Pictures come as they are shown, see {@link ShownPicture}; they may change their size in
 * mid-stream. A decoded frame costs nothing more until its picture is asked for.
 *
 * <p>{@code FFmpegFrameGrabber.start()} holds one lock for the whole process while it connects, so
 * that one silent camera stops all others; {@code startUnsafe()} does the same without the lock,
 * which FFmpeg has not needed since its codecs open thread-safely.
 */
public final class VideoReader implements AutoCloseable {
  /** A camera that sends nothing for so long counts as silent; FFmpeg may wait twice as long. */
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(4);

  private static final double USUAL_RATE = 25;
  private static final double HIGHEST_RATE = 240;

  static {
    NativePictures.loadOpenCv();
    NativePictures.loadFfmpeg();
    // Errors are reported in our own words, once.
    av_log_set_level(AV_LOG_PANIC);
  }

  private final FFmpegFrameGrabber grabber;
  private final ShownPicture shown;
  private Optional<Duration> first = Optional.empty();
  private Optional<AVFrame> frame = Optional.empty();

  private VideoReader(FFmpegFrameGrabber grabber, int longestSide) {
    this.grabber = grabber;
    this.shown = new ShownPicture(longestSide);
    // Not converted: many frames are left out before anything looks at them.
    grabber.setImageMode(FrameGrabber.ImageMode.RAW);
    // The cameras share the processor among themselves.
    grabber.setVideoOption("threads", "1");
  }

  /**
   * @param longestSide pixels; larger pictures are scaled down to it
   * @throws IOException if it is not a video or a picture that can be shown; the message is for the
   *     user
   */
  public static VideoReader ofFile(Path file, int longestSide) throws IOException {
    var grabber = new FFmpegFrameGrabber(file.toFile());
    // A percent sign in a picture's name is not a pattern of names.
    grabber.setOption("pattern_type", "none");
    var reader = new VideoReader(grabber, longestSide);
    try {
      grabber.startUnsafe();
      reader.requireShowable(file);
      return reader;
    } catch (FrameGrabber.Exception e) {
      reader.close();
      throw new IOException("%s is not a video or a picture, or is damaged".formatted(file), e);
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  /**
   * @throws IOException if no pictures can be had there now; the message is for the user and holds
   *     no password
   */
  static VideoReader ofRtsp(StreamAddress address) throws IOException {
    var grabber = new FFmpegFrameGrabber(address.whole());
    var reader = new VideoReader(grabber, JpegEncoder.LONGEST_SIDE);
    grabber.setOption("rtsp_transport", "tcp");
    grabber.setOption("timeout", Long.toString(SILENCE_LIMIT.toNanos() / 1_000));
    grabber.setOption("allowed_media_types", "video");
    // Live: nothing is held back to look ahead.
    grabber.setOption("fflags", "nobuffer");
    grabber.setOption("analyzeduration", "1000000");
    try {
      grabber.startUnsafe();
      return reader;
    } catch (FrameGrabber.Exception e) {
      reader.close();
      // Without its cause, whose message repeats the address with the password.
      throw new IOException("%s %s".formatted(address, refusal(String.valueOf(e.getMessage()))));
    }
  }

  private void requireShowable(Path file) throws IOException {
    if (!grabber.hasVideo()) {
      throw new IOException("%s holds no pictures, only sound".formatted(file));
    }
    AVFormatContext format = grabber.getFormatContext();
    for (int i = 0; i < format.nb_stream_groups(); i++) {
      AVStreamGroup group = format.stream_groups(i);
      // Photos of phones in HEIC, and large AVIFs: each tile is a stream of its own.
      if (group.type() == AV_STREAM_GROUP_PARAMS_TILE_GRID && group.nb_streams() > 1) {
        throw new IOException(
            "%s is stored in %d tiles, which are not supported: convert it to JPEG or PNG"
                .formatted(file, group.nb_streams()));
      }
    }
  }

  /** FFmpeg gives an error number and nothing else. */
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
   * @throws IOException if the next frame cannot be decoded
   */
  public boolean grab() throws IOException {
    Optional<Frame> grabbed = Optional.ofNullable(grabber.grabImage());
    frame = grabbed.map(image -> (AVFrame) image.opaque);
    if (grabbed.isPresent() && first.isEmpty()) {
      first = Optional.of(containerTime());
    }
    return grabbed.isPresent();
  }

  /**
   * Of the picture, from the first picture on: the clock of a container may begin anywhere. A
   * broken file's may run backwards.
   */
  public Duration timeStamp() {
    return containerTime().minus(first.orElse(Duration.ZERO));
  }

  private Duration containerTime() {
    return Duration.ofNanos(1_000 * grabber.getTimestamp());
  }

  /** Pictures a second as the stream claims them, or a usual number where that makes no sense. */
  public double rate() {
    double claimed = grabber.getVideoFrameRate();
    return claimed > 0 && claimed <= HIGHEST_RATE ? claimed : USUAL_RATE;
  }

  /** Pictures as the file claims them; at least 1. */
  public long pictures() {
    return Math.max(1, grabber.getLengthInVideoFrames());
  }

  /** 8 bits of blue, green and red a pixel; valid until the next call of any method. */
  public Mat picture() {
    return shown.of(frame.orElseThrow());
  }

  public Jpeg jpeg() {
    return JpegEncoder.encode(picture());
  }

  @Override
  public void close() {
    shown.close();
    try {
      grabber.releaseUnsafe();
    } catch (FrameGrabber.Exception e) {
      throw new IllegalStateException("FFmpeg could not be closed", e);
    }
  }
}
