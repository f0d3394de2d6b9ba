package io.moodstream.dashboard.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Slows down guessing: after five wrong secrets of one address or for one user, each further one
 * doubles the pause before the next, up to a minute. A right one clears it. Thread-safe.
 */
final class Throttle {
  private static final int FREE = 5;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** After so long without a wrong one all is forgotten. */
  private static final Duration MEMORY = Duration.ofMinutes(15);

  private static final int MOST_KEYS = 10_000;

  private final Map<String, Failures> failures = new HashMap<>();
  private final InstantSource clock;

  Throttle(InstantSource clock) {
    this.clock = clock;
  }

  private record Failures(int count, Instant latest) {
    Instant closedUntil() {
      if (count < FREE) {
        return Instant.EPOCH;
      }
      Duration pause = Duration.ofSeconds(1L << Math.min(count - FREE, 10));
      return latest.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
    }
  }

  /** How long the key has to wait; zero when it may try. */
  synchronized Duration pause(String key) {
    Failures known = failures.get(key);
    if (known == null) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(clock.instant(), known.closedUntil());
    return left.isNegative() ? Duration.ZERO : left;
  }

  synchronized void failed(String key) {
    Instant now = clock.instant();
    Instant forgotten = now.minus(MEMORY);
    failures.values().removeIf(known -> known.latest().isBefore(forgotten));
    if (failures.size() < MOST_KEYS || failures.containsKey(key)) {
      failures.merge(
          key, new Failures(1, now), (known, one) -> new Failures(known.count() + 1, now));
    }
  }

  synchronized void succeeded(String key) {
    failures.remove(key);
  }
}
