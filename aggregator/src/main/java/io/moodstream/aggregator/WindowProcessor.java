package io.moodstream.aggregator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.aggregator.drift.DriftRecorder;
import io.moodstream.aggregator.tally.Tally;
import io.moodstream.pipeline.erasure.ErasureMark;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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
 * <p>A window is final when stream time, that of the partition's latest record, has passed its end
 * and the grace. Stream time counts only as far as this machine's clock has come: it never goes
 * back, so after an hour of a wrong clock at the broker everything would be late for an hour. Where
 * no record comes at all for the length of the grace, the clock decides. A final window is written
 * once more, as final. Below a minimum group size its tens are published then and take no frame any
 * more.
 *
 * <p>A tally is kept until the longer window that it feeds is final and stream time has passed it.
 * Then only the summary remains.
 */
final class WindowProcessor
    extends ContextualProcessor<CameraId, FrameExpressions, Object, Object> {
  /** The sink of {@code SummaryKey} and {@code Summary}. */
  static final String SUMMARIES = "summaries";

  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(30);

  private final Duration grace;
  private final Map<Step, Duration> pauses;
  private final PrivacyThreshold threshold;
  private final FrameCounters frames;
  private final Counter late;
  private final DriftRecorder drift;
  private final LateFrames lateFrames = new LateFrames();
  private final Map<Step, Set<SummaryKey>> changed = new EnumMap<>(Step.class);

  /** Written as not final. */
  private final Map<Step, Set<SummaryKey>> open = new EnumMap<>(Step.class);

  private Times times = new Times(Long.MIN_VALUE, Long.MIN_VALUE);
  private long lastRecordAt;

  /**
   * The latest time of a record that was counted, ms since the epoch. Kafka's own stream time also
   * follows records that were set aside, and one of those may lie in the far future.
   */
  private long streamTime;

  /**
   * Taken once a tick, so that a window is never final before its parts.
   *
   * @param passed windows that ended so long ago take no frame, ms since the epoch
   * @param settled windows that ended so long ago are final
   */
  private record Times(long passed, long settled) {}

  WindowProcessor(AggregatorSettings settings, MeterRegistry metrics) {
    grace = settings.effectiveGrace();
    pauses = settings.pauses();
    threshold = new PrivacyThreshold(settings.minimumPeople());
    drift = new DriftRecorder(settings.drift(), settings.minimumPeople());
    frames = new FrameCounters(metrics);
    late =
        Counter.builder("moodstream.aggregator.late")
            .description("Frames that came after their window had closed and were dropped")
            .register(metrics);
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    super.init(context);
    drift.init(context);
    lastRecordAt = context.currentSystemTimeMs();
    for (Step step : Step.values()) {
      changed.put(step, new LinkedHashSet<>());
      open.put(step, new LinkedHashSet<>());
      context.schedule(pauses.get(step), PunctuationType.WALL_CLOCK_TIME, now -> tick(step));
    }
    context.schedule(REPORT_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> lateFrames.report());
    for (SummaryKey key : tallied()) {
      if (key.step() == Step.TEN_SECONDS) {
        streamTime = Math.max(streamTime, RollUp.end(key).toEpochMilli());
      }
      // A minute that has lost its tens to the sweep is final; the hour above it is summed.
      markChanged(key.step() == Step.TEN_SECONDS ? key : RollUp.longer(key).orElseThrow());
    }
  }

  @Override
  public void process(Record<CameraId, FrameExpressions> record) {
    Optional<ErasureMark> mark = ErasureMark.of(record.headers());
    if (mark.isPresent()) {
      erase(record, mark.get());
    } else {
      count(record);
    }
  }

  private void erase(Record<CameraId, FrameExpressions> record, ErasureMark range) {
    Predicate<SummaryKey> erased =
        key -> key.camera().equals(record.key()) && range.overlaps(key.from(), RollUp.end(key));
    changed.values().forEach(keys -> keys.removeIf(erased));
    open.values().forEach(keys -> keys.removeIf(erased));
    new StoreErasure(context()).carryOut(record, range).forEach(this::markChanged);
    drift.erase(record.key(), range, record.timestamp());
  }

  private void count(Record<CameraId, FrameExpressions> record) {
    lastRecordAt = context().currentSystemTimeMs();
    streamTime = Math.max(streamTime, record.timestamp());
    var key =
        RollUp.window(record.key(), Step.TEN_SECONDS, Instant.ofEpochMilli(record.timestamp()));
    Tally tally = tally(key).orElse(Tally.EMPTY);
    if (tally.closed() || endedBefore(key, passed())) {
      late.increment();
      lateFrames.add(record.key());
      return;
    }
    frames.count(record.value().frame());
    tallies().put(key, tally.plus(threshold.tally(record.value(), tally)));
    markChanged(key);
  }

  private void tick(Step step) {
    long passed = passed();
    times = new Times(passed, Math.max(Math.max(times.settled(), passed), quietUntil()));
    flush(step);
    if (step == Step.ONE_HOUR) {
      forgetPassed();
      drift.refresh();
    }
  }

  /** Shorter windows first: longer ones are their sums. */
  private void flush(Step step) {
    RollUp.shorter(step).ifPresent(this::flush);
    Set<SummaryKey> keys = keys(changed, step);
    keys(open, step).stream().filter(this::isFinal).forEach(keys::add);
    // In the order of time: drift adds hours to its reference in turn.
    for (SummaryKey key : keys.stream().sorted(Comparator.comparing(SummaryKey::from)).toList()) {
      write(key, current(key));
      RollUp.longer(key).ifPresent(this::markChanged);
    }
    keys.clear();
  }

  private Tally current(SummaryKey key) {
    return switch (key.step()) {
      case TEN_SECONDS -> ten(key);
      case ONE_MINUTE -> {
        Tally minute = sumOfParts(key);
        tallies().put(key, minute);
        yield minute;
      }
      case ONE_HOUR -> sumOfParts(key);
    };
  }

  private Tally ten(SummaryKey key) {
    Tally tally = tally(key).orElse(Tally.EMPTY);
    if (!threshold.applies() || tally.closed() || !isFinal(key)) {
      return tally;
    }
    Tally closed = tally.close();
    tallies().put(key, closed);
    return closed;
  }

  private Tally sumOfParts(SummaryKey key) {
    return RollUp.parts(key)
        .flatMap(part -> tally(part).map(it -> threshold.published(part.step(), it)).stream())
        .reduce(Tally.EMPTY, Tally::plus);
  }

  private void write(SummaryKey key, Tally tally) {
    boolean isFinal = tally.closed() || isFinal(key);
    if (isFinal) {
      keys(open, key.step()).remove(key);
    } else {
      keys(open, key.step()).add(key);
    }
    Summary summary = threshold.summary(key, tally, isFinal);
    long from = key.from().toEpochMilli();
    WindowStore<CameraId, Summary> store =
        context().getStateStore(AggregatorStores.summaries(key.step()));
    store.put(key.camera(), summary, from);
    context().forward(new Record<>(key, summary, from), SUMMARIES);
    if (isFinal && key.step() == Step.ONE_HOUR) {
      drift.add(key.camera(), key.from(), RollUp.end(key), tally.faces());
    }
  }

  /** Called when everything has been flushed. */
  private void forgetPassed() {
    for (SummaryKey key : tallied()) {
      SummaryKey longer = RollUp.longer(key).orElseThrow();
      boolean written = !keys(open, longer.step()).contains(longer);
      if (written && endedBefore(longer, times.passed())) {
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

  private boolean isFinal(SummaryKey key) {
    return endedBefore(key, times.settled());
  }

  private boolean endedBefore(SummaryKey key, long time) {
    return RollUp.end(key).toEpochMilli() <= time;
  }

  private long passed() {
    return Math.min(streamTime, context().currentSystemTimeMs()) - grace.toMillis();
  }

  /** This machine's clock, where no record has come for the length of the grace. */
  private long quietUntil() {
    long allowed = context().currentSystemTimeMs() - grace.toMillis();
    return lastRecordAt <= allowed ? allowed : Long.MIN_VALUE;
  }

  private void markChanged(SummaryKey key) {
    keys(changed, key.step()).add(key);
  }

  private static Set<SummaryKey> keys(Map<Step, Set<SummaryKey>> byStep, Step step) {
    return Objects.requireNonNull(byStep.get(step));
  }

  private KeyValueStore<SummaryKey, Tally> tallies() {
    return context().getStateStore(AggregatorStores.TALLIES);
  }

  private Optional<Tally> tally(SummaryKey key) {
    return Optional.ofNullable(tallies().get(key));
  }
}
