package io.moodstream.emotionclassifier;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * @param bundle published as the first model where none is published yet; absent: the one that
 *     comes with this build. From then on the published champion serves
 * @param freshnessLimit a frame that is older, counted from its append time, is skipped
 * @param threads stream threads; partitions are shared among them and among processes
 */
public record ClassifierSettings(
    Optional<Path> bundle, Duration freshnessLimit, int threads, FollowSettings follow) {
  public ClassifierSettings {
    if (freshnessLimit.isNegative() || freshnessLimit.isZero()) {
      throw new IllegalArgumentException("freshness limit: positive, not " + freshnessLimit);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads: at least 1, not " + threads);
    }
  }

  public ClassifierSettings(Optional<Path> bundle, Duration freshnessLimit, int threads) {
    this(bundle, freshnessLimit, threads, FollowSettings.defaults());
  }

  /** The model that comes with this build, 2 s, one thread. */
  public static ClassifierSettings defaults() {
    return new ClassifierSettings(Optional.empty(), Duration.ofSeconds(2), 1);
  }
}
