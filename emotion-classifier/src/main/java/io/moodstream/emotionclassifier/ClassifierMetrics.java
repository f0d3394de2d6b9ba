package io.moodstream.emotionclassifier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.stage.LatencyBuckets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What the classifier counts. After a crash the frames that are taken up again count again. */
final class ClassifierMetrics {
  final Counter duplicates;
  final Counter deadLetters;

  /** Frames that no loaded model could predict; they count as skipped as well. */
  final Counter failed;

  /** Of one inference call: all faces of a frame. */
  final Timer inference;

  private final Map<Outcome, Counter> frames = new EnumMap<>(Outcome.class);
  private final Counter faces;
  private final Timer delay;

  ClassifierMetrics(MeterRegistry registry) {
    for (Outcome outcome : Outcome.values()) {
      frames.put(outcome, frames(registry, outcome.name().toLowerCase(Locale.ROOT)));
    }
    deadLetters = frames(registry, "dead_letter");
    duplicates =
        Counter.builder("moodstream.classifier.duplicates")
            .description("Frames that had their answer already and were dropped")
            .register(registry);
    failed =
        Counter.builder("moodstream.classifier.failed")
            .description("Frames that no loaded model could predict")
            .register(registry);
    faces =
        Counter.builder("moodstream.classifier.faces")
            .description("Faces analysed")
            .register(registry);
    inference =
        Timer.builder("moodstream.classifier.inference")
            .description("One inference call: all faces of a frame")
            .serviceLevelObjectives(LatencyBuckets.all())
            .register(registry);
    delay =
        Timer.builder("moodstream.delay")
            .description("From the capture of an analysed frame to its expressions")
            .serviceLevelObjectives(LatencyBuckets.all())
            .register(registry);
  }

  void answered(FrameExpressions answer, Instant now) {
    switch (answer.frame().outcome()) {
      case ANALYSED -> {
        faces.increment(answer.faces().size());
        Duration since = Duration.between(answer.frame().capturedAt(), now);
        // A camera's clock may be ahead of this one.
        delay.record(since.isNegative() ? Duration.ZERO : since);
      }
      case SKIPPED -> {}
    }
    Objects.requireNonNull(frames.get(answer.frame().outcome())).increment();
  }

  private static Counter frames(MeterRegistry registry, String outcome) {
    return Counter.builder("moodstream.classifier.frames")
        .description("Frames read, by what became of them")
        .tag("outcome", outcome)
        .register(registry);
  }
}
