package io.moodstream.allinone.video;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.moodstream.cameraproducer.source.VideoReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A video or a picture, read as fast as it can be, each picture as it is shown. Owns its native
 * memory; used by one thread.
 */
public final class VideoFile implements AutoCloseable {
  /**
   * A picture.
   *
   * @param at from the first picture on
   * @param gray row-major, one unsigned byte a pixel
   * @param colour 8 bits of blue, green and red a pixel; valid until the next picture is read
   */
  record Picture(Duration at, byte[] gray, Mat colour) {
    int width() {
      return colour.cols();
    }

    int height() {
      return colour.rows();
    }
  }

  private final Path file;
  private final VideoReader reader;
  private final Mat gray = new Mat();
  private long read;

  private VideoFile(Path file, VideoReader reader) {
    this.file = file;
    this.reader = reader;
  }

  /**
   * @throws IOException if there is no such file or it is not a video or picture that can be shown;
   *     the message is for the user
   */
  public static VideoFile open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no such file: " + file);
    }
    if (Files.size(file) == 0) {
      throw new IOException("%s is empty (0 bytes)".formatted(file));
    }
    return new VideoFile(file, VideoReader.ofFile(file, Integer.MAX_VALUE));
  }

  /**
   * The next picture; empty at the end.
   *
   * @throws IOException if it cannot be decoded; the message is for the user
   */
  Optional<Picture> next() throws IOException {
    if (!grab()) {
      if (read == 0) {
        throw undecodable(Optional.empty());
      }
      return Optional.empty();
    }
    read++;
    Mat colour = reader.picture();
    cvtColor(colour, gray, COLOR_BGR2GRAY);
    var values = new byte[gray.cols() * gray.rows()];
    gray.data().get(values);
    return Optional.of(new Picture(reader.timeStamp(), values, colour));
  }

  private boolean grab() throws IOException {
    try {
      return reader.grab();
    } catch (IOException e) {
      throw read == 0
          ? undecodable(Optional.of(e))
          : new IOException("%s is unreadable from picture %d on".formatted(file, read + 1), e);
    }
  }

  private IOException undecodable(Optional<IOException> cause) {
    return new IOException(
        "%s holds no picture that can be decoded".formatted(file), cause.orElse(null));
  }

  double rate() {
    return reader.rate();
  }

  /** As the file claims; at least 1. */
  long pictures() {
    return reader.pictures();
  }

  @Override
  public void close() {
    gray.close();
    reader.close();
  }
}
