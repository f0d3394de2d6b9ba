package io.moodstream.cameraproducer;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** When the frames of a session were sent that have no answer yet; the oldest are forgotten. */
final class SentFrames {
  /** Some seconds of the fastest camera. */
  private static final int MOST = 1_000;

  private final Map<Long, Instant> times = new LinkedHashMap<>();

  synchronized void add(long sequence, Instant sentAt) {
    times.put(sequence, sentAt);
    if (times.size() > MOST) {
      times.remove(times.keySet().iterator().next());
    }
  }

  /** Empty if the frame is unknown or was answered before. */
  synchronized Optional<Instant> remove(long sequence) {
    return Optional.ofNullable(times.remove(sequence));
  }
}
