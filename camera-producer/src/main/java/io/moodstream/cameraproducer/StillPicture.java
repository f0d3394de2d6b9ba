package io.moodstream.cameraproducer;

import io.moodstream.pipeline.frames.Jpeg;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Notices a source that gives the same picture again and again, byte by byte. The noise of a real
 * sensor changes every picture, also of an empty room. For one thread.
 */
final class StillPicture {
  static final Duration LIMIT = Duration.ofSeconds(60);

  /** A camera that sends a picture a minute is slow, not frozen. */
  static final int LEAST_PICTURES = 10;

  private byte[] last = new byte[0];
  private Instant since = Instant.MIN;
  private int repeated;

  /** Whether it has been the same for {@link #LIMIT}, and for {@link #LEAST_PICTURES}. */
  boolean isFrozen(Jpeg picture, Instant now) {
    if (!Arrays.equals(last, picture.bytes())) {
      last = picture.bytes();
      since = now;
      repeated = 1;
      return false;
    }
    repeated++;
    return repeated >= LEAST_PICTURES && !now.isBefore(since.plus(LIMIT));
  }
}
