package io.moodstream.aggregator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.frames.Outcome;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The frames that were counted, by camera and outcome: analysed over all is the coverage. Not
 * thread-safe.
 */
final class FrameCounters {
  static final String NAME = "moodstream.aggregator.frames";

  private final MeterRegistry metrics;
  private final Map<Kind, Counter> counters = new HashMap<>();

  private record Kind(CameraId camera, Outcome outcome) {}

  FrameCounters(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  void count(FrameInfo frame) {
    counters.computeIfAbsent(new Kind(frame.camera(), frame.outcome()), this::counter).increment();
  }

  private Counter counter(Kind kind) {
    return Counter.builder(NAME)
        .description("Frames that were counted")
        .tag("camera", kind.camera().value())
        .tag("outcome", kind.outcome().name().toLowerCase(Locale.ROOT))
        .register(metrics);
  }
}
