package io.moodstream.dashboard.cameras;

import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.cameras.CameraStatus.State;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Frame;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.Jpeg;
import io.moodstream.pipeline.frames.JpegSize;
import io.moodstream.pipeline.frames.RateLimit;
import io.moodstream.pipeline.kafka.FrameOutlet;
import java.awt.Dimension;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * A page that sends what its camera sees. One session of frames, from the connection to its end.
 *
 * <p>The time of a frame is that of its arrival: a browser's clock may be anything, and with one or
 * two frames under way at a time an arrival is late by the way alone.
 */
public final class BrowserCamera {
  static final String SOURCE = "browser";

  /** Pixels; larger ones are no camera's but an attempt to fill the detector's memory. */
  public static final int LONGEST_SIDE = 2048;

  /** Frames a second; those beyond are not taken. */
  static final int FASTEST = 30;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final CameraId id;
  private final boolean pictures;
  private final FrameOutlet outlet;
  private final InstantSource clock;
  private final String session = HexFormat.of().toHexDigits(RANDOM.nextLong());
  private final RateLimit limit = new RateLimit(FASTEST);
  private long sequence;
  private volatile State state = State.CONNECTING;
  private volatile String reason = "";

  /**
   * The outcome of a frame, sent to the page.
   *
   * @param frame the id under which live events tell of it; its number counts the frames of the
   *     connection, those too that were not taken
   * @param reason why it was not taken; empty otherwise
   */
  public record Receipt(String frame, boolean taken, String reason) {}

  /**
   * @param pictures whether the dashboard may show the picture
   */
  public BrowserCamera(CameraId id, boolean pictures, FrameOutlet outlet, InstantSource clock) {
    this.id = id;
    this.pictures = pictures;
    this.outlet = outlet;
    this.clock = clock;
  }

  CameraId id() {
    return id;
  }

  CameraStatus status() {
    return new CameraStatus(id, SOURCE, state, reason, pictures, clock.instant());
  }

  /** Sends its status as it is now. */
  void tell() {
    outlet.send(status());
  }

  /**
   * @param jpeg not changed afterwards
   * @param whenAnswered called once Kafka has answered, on any thread
   * @throws IOException if it is not a JPEG of a camera's size; the message is for the page
   */
  public void send(byte[] jpeg, Consumer<Receipt> whenAnswered) throws IOException {
    requireCameraSize(JpegSize.of(jpeg));
    var frame = new FrameId(session, sequence++);
    if (!limit.admits(System.nanoTime())) {
      String tooMany = "more than %d frames a second".formatted(FASTEST);
      whenAnswered.accept(new Receipt(frame.toString(), false, tooMany));
      return;
    }
    outlet.send(
        new Frame(id, frame, clock.instant(), new Jpeg(jpeg)),
        taken -> whenAnswered.accept(receipt(frame, taken)));
    if (state == State.CONNECTING) {
      state = State.RUNNING;
      tell();
    }
  }

  void end(State ending, String why) {
    state = ending;
    reason = why;
    tell();
  }

  private Receipt receipt(FrameId frame, boolean taken) {
    String why = taken ? "" : outlet.failure().orElse("Kafka does not take frames at the moment");
    return new Receipt(frame.toString(), taken, why);
  }

  private static void requireCameraSize(Dimension size) throws IOException {
    if (Math.max(size.width, size.height) > LONGEST_SIDE) {
      throw new IOException(
          "%d x %d pixels are more than %d on a side"
              .formatted(size.width, size.height, LONGEST_SIDE));
    }
  }
}
