package io.moodstream.cameraproducer.source;

import io.moodstream.cameraproducer.picture.JpegEncoder;
import io.moodstream.pipeline.frames.Jpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A video file, played in real time at its own rate. */
public final class VideoFileSource implements FrameSource {
  /** A jump in a broken file's time stamps beyond this is not waited for. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Path file;
  private final boolean forever;
  private final Metronome metronome = new Metronome();
  private VideoReader grabber;
  private Duration sinceStart = Duration.ZERO;
  private Duration lastStamp = Duration.ZERO;
  private long picturesSinceOpened;
  private String ending = "end of file";

  /**
   * @param forever true to begin anew after the end
   * @throws IOException if there is no such file or it is not a video; the message is for the user
   */
  public VideoFileSource(Path file, boolean forever) throws IOException {
    this.file = file;
    this.forever = forever;
    this.grabber = open(file);
  }

  @Override
  public boolean advance() throws IOException, InterruptedException {
    if (!grab()) {
      if (picturesSinceOpened == 0) {
        throw new IOException("%s holds no picture that can be decoded".formatted(file));
      }
      if (!forever) {
        return false;
      }
      grabber.close();
      grabber = open(file);
      picturesSinceOpened = 0;
      return advance();
    }
    sinceStart = sinceStart.plus(step());
    picturesSinceOpened++;
    metronome.await(sinceStart);
    return true;
  }

  private boolean grab() {
    try {
      return grabber.grab();
    } catch (IOException e) {
      // What came before stands; to begin anew would count it twice.
      ending = "unreadable from picture %d on".formatted(picturesSinceOpened);
      return false;
    }
  }

  /** By the time stamps where they make sense, else by the rate. */
  private Duration step() {
    Duration byStamp = grabber.timeStamp().minus(lastStamp);
    lastStamp = grabber.timeStamp();
    boolean sensible =
        picturesSinceOpened > 0 && !byStamp.isNegative() && byStamp.compareTo(LONGEST_PAUSE) <= 0;
    return sensible ? byStamp : Duration.ofNanos(Math.round(1e9 / grabber.rate()));
  }

  @Override
  public Jpeg jpeg() {
    return grabber.jpeg();
  }

  @Override
  public boolean isFinite() {
    return !forever;
  }

  @Override
  public String ending() {
    return ending;
  }

  @Override
  public void close() {
    grabber.close();
  }

  private static VideoReader open(Path file) throws IOException {
    require(Files.exists(file), "no such file: %s", file);
    require(!Files.isDirectory(file), "%s is a folder: write dir:%<s to play its pictures", file);
    require(Files.isReadable(file), "%s may not be read by this user", file);
    require(Files.size(file) > 0, "%s is empty (0 bytes)", file);
    return VideoReader.ofFile(file, JpegEncoder.LONGEST_SIDE);
  }

  private static void require(boolean condition, String message, Path file) throws IOException {
    if (!condition) {
      throw new IOException(message.formatted(file));
    }
  }
}
