package io.moodstream.facedetector;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.moodstream.pipeline.stage.LatencyBuckets;

/** What the detector counts, named {@code moodstream.detector.*}. */
final class DetectorMetrics {
  private static final String PREFIX = "moodstream.detector.";

  final Counter analysed;
  final Counter skipped;
  final Counter deadLetters;
  final Counter faces;
  final Counter correctedClocks;
  final Timer detection;

  DetectorMetrics(MeterRegistry registry) {
    analysed = frames(registry, "analysed");
    skipped = frames(registry, "skipped");
    deadLetters = frames(registry, "dead_letter");
    faces = Counter.builder(PREFIX + "faces").description("Faces found").register(registry);
    correctedClocks =
        Counter.builder(PREFIX + "clocks.corrected")
            .description("Frames whose camera's clock was not believed")
            .register(registry);
    detection =
        Timer.builder(PREFIX + "detection")
            .description("Decoding a frame, finding its faces and cutting them out")
            .serviceLevelObjectives(LatencyBuckets.all())
            .register(registry);
  }

  private static Counter frames(MeterRegistry registry, String outcome) {
    return Counter.builder(PREFIX + "frames")
        .description("Frames read, by what became of them")
        .tag("outcome", outcome)
        .register(registry);
  }
}
