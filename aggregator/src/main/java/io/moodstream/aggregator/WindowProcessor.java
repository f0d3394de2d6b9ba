package io.moodstream.aggregator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Tallies frames in ten-second windows and rolls them up: a minute is always the sum of its six
 * tens, an hour that of its sixty minutes, computed anew from them when one has changed. So a frame
 * costs one small write instead of three (the people of an hour are a large set), nothing is added
 * twice whatever crashes, and a frame counts in all three steps or, when late, in none.
 *
 * <p>Summaries are written on the wall clock, not at every frame: those of each step after its
 * pause, when they have changed; a camera that falls silent needs no further frame. Which windows
 * have changed is known in memory only. After a restart every window that is still open counts as
 * changed: its summary is written once more, so the last record of a key is the window's true value
 * even if the process died before it wrote.
 *
 * <p>A tally is kept until the longer window that it feeds is closed, that is until the partition's
 * stream time has passed that window's end and the grace. Then only the summary remains. Stream
 * time counts only as far as this machine's clock has come: it never goes back, so after an hour of
 * a wrong clock at the broker everything would be late for an hour.
 */
final class WindowProcessor
    extends ContextualProcessor<CameraId, FrameExpressions, SummaryKey, Summary> {
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(30);

  private final Duration grace;
  private final Map<Step, Duration> pauses;
  private final PrivacyThreshold threshold;
  private final Counter frames;
  private final Counter late;
  private final LateFrames lateFrames = new LateFrames();
  private final Map<Step, Set<SummaryKey>> changed = new EnumMap<>(Step.class);

  WindowProcessor(AggregatorSettings settings, MeterRegistry metrics) {
    grace = settings.grace();
    pauses = settings.pauses();
    threshold = new PrivacyThreshold(settings.minimumPeople());
    frames =
        Counter.builder("moodstream.aggregator.frames")
            .description("Frames that were counted, skipped ones included")
            .register(metrics);
    late =
        Counter.builder("moodstream.aggregator.late")
            .description("Frames that came after their window had closed and were dropped")
            .register(metrics);
  }

  @Override
  public void init(ProcessorContext<SummaryKey, Summary> context) {
    super.init(context);
    for (Step step : Step.values()) {
      changed.put(step, new LinkedHashSet<>());
      context.schedule(pauses.get(step), PunctuationType.WALL_CLOCK_TIME, now -> tick(step));
    }
    context.schedule(REPORT_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> lateFrames.report());
    for (SummaryKey key : tallied()) {
      // A minute may have lost its tens to the sweep, so it stands; the hour above it is summed.
      markChanged(key.step() == Step.TEN_SECONDS ? key : RollUp.longer(key).orElseThrow());
    }
  }

  @Override
  public void process(Record<CameraId, FrameExpressions> record) {
    var key =
        RollUp.window(record.key(), Step.TEN_SECONDS, Instant.ofEpochMilli(record.timestamp()));
    if (closed(key)) {
      late.increment();
      lateFrames.add(record.key());
      return;
    }
    frames.increment();
    tallies().put(key, tally(key).orElse(Tally.EMPTY).plus(record.value()));
    markChanged(key);
  }

  private void tick(Step step) {
    flush(step);
    if (step == Step.ONE_HOUR) {
      forgetClosed();
    }
  }

  /** Shorter windows first: longer ones are their sums. */
  private void flush(Step step) {
    RollUp.shorter(step).ifPresent(this::flush);
    Set<SummaryKey> keys = changed.get(step);
    for (SummaryKey key : keys) {
      write(key, current(key));
      RollUp.longer(key).ifPresent(this::markChanged);
    }
    keys.clear();
  }

  private Tally current(SummaryKey key) {
    return switch (key.step()) {
      case TEN_SECONDS -> tally(key).orElse(Tally.EMPTY);
      case ONE_MINUTE -> {
        Tally minute = sumOfParts(key);
        tallies().put(key, minute);
        yield minute;
      }
      case ONE_HOUR -> sumOfParts(key);
    };
  }

  private Tally sumOfParts(SummaryKey key) {
    return RollUp.parts(key).flatMap(part -> tally(part).stream()).reduce(Tally.EMPTY, Tally::plus);
  }

  private void write(SummaryKey key, Tally tally) {
    Summary summary = tally.summary(key);
    long from = key.from().toEpochMilli();
    WindowStore<CameraId, Summary> store =
        context().getStateStore(AggregatorStores.summaries(key.step()));
    store.put(key.camera(), summary, from);
    context().forward(new Record<>(key, threshold.apply(summary), from));
  }

  /** Called when everything has been flushed. */
  private void forgetClosed() {
    for (SummaryKey key : tallied()) {
      if (closed(RollUp.longer(key).orElseThrow())) {
        tallies().delete(key);
      }
    }
  }

  private List<SummaryKey> tallied() {
    List<SummaryKey> keys = new ArrayList<>();
    try (KeyValueIterator<SummaryKey, Tally> all = tallies().all()) {
      all.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys;
  }

  private boolean closed(SummaryKey key) {
    long now = Math.min(context().currentStreamTimeMs(), context().currentSystemTimeMs());
    return RollUp.end(key).plus(grace).toEpochMilli() <= now;
  }

  private void markChanged(SummaryKey key) {
    changed.get(key.step()).add(key);
  }

  private KeyValueStore<SummaryKey, Tally> tallies() {
    return context().getStateStore(AggregatorStores.TALLIES);
  }

  private Optional<Tally> tally(SummaryKey key) {
    return Optional.ofNullable(tallies().get(key));
  }
}
