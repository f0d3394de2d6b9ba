package io.moodstream.allinone.broker;

import java.time.Duration;
import java.time.Instant;

/**
 * Distinguishes a broker that starts slowly, as on an SD card, from one that hangs: a slow one uses
 * the processor or writes files.
 */
final class StartProgress {
  /** Without any progress for so long, the start has failed. */
  static final Duration STALL = Duration.ofSeconds(60);

  /** However busy it is. */
  static final Duration LIMIT = Duration.ofMinutes(15);

  /** A JVM that only waits uses less than this in {@link #STALL}. */
  private static final Duration WORK = Duration.ofSeconds(2);

  private final Instant begin;
  private Instant last;
  private Work done;

  /**
   * What a process has done so far.
   *
   * @param processor the processor time it has used
   * @param bytes the size of the files that it has written
   */
  record Work(Duration processor, long bytes) {
    static final Work NONE = new Work(Duration.ZERO, 0);

    private boolean isMoreThan(Work earlier) {
      return bytes != earlier.bytes
          || processor.minus(earlier.processor).compareTo(StartProgress.WORK) >= 0;
    }
  }

  StartProgress(Instant begin) {
    this.begin = begin;
    last = begin;
    done = Work.NONE;
  }

  /** Called every few seconds; true if there is no point in waiting any longer. */
  boolean hasEnded(Instant now, Work work) {
    if (work.isMoreThan(done)) {
      done = work;
      last = now;
    }
    return Duration.between(last, now).compareTo(STALL) > 0
        || Duration.between(begin, now).compareTo(LIMIT) > 0;
  }
}
