package io.moodstream.aggregator;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Which windows make up which: six tens a minute, sixty minutes an hour. */
final class RollUp {
  private RollUp() {}

  /** The window of {@code step} that holds {@code time}. */
  static SummaryKey window(CameraId camera, Step step, Instant time) {
    return new SummaryKey(camera, step, step.windowStart(time));
  }

  /** The step whose windows are summed to those of {@code step}. */
  static Optional<Step> shorter(Step step) {
    return switch (step) {
      case TEN_SECONDS -> Optional.empty();
      case ONE_MINUTE -> Optional.of(Step.TEN_SECONDS);
      case ONE_HOUR -> Optional.of(Step.ONE_MINUTE);
    };
  }

  /** The next longer window, of which {@code key} is a part. */
  static Optional<SummaryKey> longer(SummaryKey key) {
    return switch (key.step()) {
      case TEN_SECONDS -> Optional.of(window(key.camera(), Step.ONE_MINUTE, key.from()));
      case ONE_MINUTE -> Optional.of(window(key.camera(), Step.ONE_HOUR, key.from()));
      case ONE_HOUR -> Optional.empty();
    };
  }

  /** The windows of the next shorter step that make up {@code key}, in order. */
  static Stream<SummaryKey> parts(SummaryKey key) {
    Instant end = end(key);
    return shorter(key.step()).stream()
        .flatMap(
            step ->
                Stream.iterate(
                        key.from(), from -> from.isBefore(end), from -> from.plus(step.length()))
                    .map(from -> new SummaryKey(key.camera(), step, from)));
  }

  /** Exclusive. */
  static Instant end(SummaryKey key) {
    return key.from().plus(key.step().length());
  }
}
