package io.moodstream.cameraproducer;

import java.time.Duration;

/** How long to wait before the next try: 1, 2, 4 ... at most 30 seconds. */
final class ReconnectBackoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Duration next = FIRST;

  Duration next() {
    Duration pause = next;
    Duration doubled = pause.multipliedBy(2);
    next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return pause;
  }

  void reset() {
    next = FIRST;
  }
}
