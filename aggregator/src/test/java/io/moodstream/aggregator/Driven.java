package io.moodstream.aggregator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.aggregator.tally.Tally;
import io.moodstream.pipeline.drift.Drift;
import io.moodstream.pipeline.drift.ReferenceRequest;
import io.moodstream.pipeline.erasure.ErasureMark;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.DeadLetter;
import io.moodstream.pipeline.stage.StreamsStage;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.apache.kafka.streams.test.TestRecord;

/** The production topology with its production settings and stores, driven record by record. */
final class Driven implements AutoCloseable {
  private static final byte[] SPOILT = {1, 2, 3};

  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  private final TopologyTestDriver driver;
  private final TestInputTopic<CameraId, FrameExpressions> expressions;
  private final TestOutputTopic<SummaryKey, Summary> summaries;
  private final List<TestRecord<SummaryKey, Summary>> written = new ArrayList<>();
  private final List<TestRecord<CameraId, Drift>> drift = new ArrayList<>();

  /** Long after the frames, as when an aggregator catches up. */
  Driven(AggregatorSettings settings, Path stateDir) {
    this(settings, stateDir, Frames.NOON.plus(Duration.ofDays(7)));
  }

  /**
   * @param now the machine's clock at first
   */
  Driven(AggregatorSettings settings, Path stateDir, Instant now) {
    driver =
        new TopologyTestDriver(
            AggregatorTopology.build(settings, metrics),
            StreamsStage.properties(
                "moodstream-aggregator",
                Aggregator.configured(KafkaConnection.to("localhost:1"), settings),
                Aggregator.streamsSettings(settings, stateDir),
                Topics.AGGREGATOR_DEAD_LETTERS),
            now);
    expressions =
        driver.createInputTopic(
            Topics.EXPRESSIONS.name(),
            Topics.EXPRESSIONS.key().serializer(),
            Topics.EXPRESSIONS.value().serializer());
    summaries =
        driver.createOutputTopic(
            Topics.SUMMARIES.name(),
            Topics.SUMMARIES.key().deserializer(),
            Topics.SUMMARIES.value().deserializer());
  }

  void send(FrameExpressions frame) {
    send(frame, frame.frame().capturedAt());
  }

  void send(FrameExpressions frame, Instant recordTime) {
    expressions.pipeInput(frame.frame().camera(), frame, recordTime);
  }

  void requestReference(ReferenceRequest request) {
    driver
        .createInputTopic(
            Topics.DRIFT_REFERENCES.name(),
            Topics.DRIFT_REFERENCES.key().serializer(),
            Topics.DRIFT_REFERENCES.value().serializer())
        .pipeInput(request.camera(), request);
  }

  /** All records of drift since the start, in order. */
  List<TestRecord<CameraId, Drift>> drift() {
    drift.addAll(
        driver
            .createOutputTopic(
                Topics.DRIFT.name(),
                Topics.DRIFT.key().deserializer(),
                Topics.DRIFT.value().deserializer())
            .readRecordsToList());
    return Collections.unmodifiableList(drift);
  }

  Optional<Drift> lastDrift(CameraId camera) {
    List<TestRecord<CameraId, Drift>> of =
        drift().stream().filter(record -> record.key().equals(camera)).toList();
    return of.isEmpty() ? Optional.empty() : Optional.ofNullable(of.get(of.size() - 1).value());
  }

  /** How many values the stores of drift hold. */
  long driftStored() {
    return driftValues().size();
  }

  long driftBytes() {
    return driftValues().stream().mapToLong(value -> value.length).sum();
  }

  @SuppressWarnings("unchecked") // The bytes below the typed store.
  private List<byte[]> driftValues() {
    List<byte[]> values = new ArrayList<>();
    for (String store : List.of("drift-references", "drift-hours")) {
      var typed =
          (WrappedStateStore<KeyValueStore<Bytes, byte[]>, ?, ?>)
              driver.getAllStateStores().get(store);
      try (var all = typed.wrapped().all()) {
        all.forEachRemaining(entry -> values.add(entry.value));
      }
    }
    return values;
  }

  void mark(CameraId camera, ErasureMark range, Instant at) {
    expressions.pipeInput(new TestRecord<>(camera, null, range.toHeaders(), at));
  }

  /** What no classifier writes, but anyone could. */
  void sendRaw(byte[] key, byte[] value) {
    driver
        .createInputTopic(
            Topics.EXPRESSIONS.name(),
            Topics.AGGREGATOR_DEAD_LETTERS.key().serializer(),
            Topics.AGGREGATOR_DEAD_LETTERS.value().serializer())
        .pipeInput(new TestRecord<>(key, value, Instant.EPOCH));
  }

  /** The reasons of all dead letters so far. */
  List<String> deadLetters() {
    return deadLetterRecords().stream()
        .map(letter -> new String(letter.headers().lastHeader(DeadLetter.REASON).value(), UTF_8))
        .toList();
  }

  List<TestRecord<byte[], byte[]>> deadLetterRecords() {
    return driver
        .createOutputTopic(
            Topics.AGGREGATOR_DEAD_LETTERS.name(),
            Topics.AGGREGATOR_DEAD_LETTERS.key().deserializer(),
            Topics.AGGREGATOR_DEAD_LETTERS.value().deserializer())
        .readRecordsToList();
  }

  void pass(Duration wallClock) {
    driver.advanceWallClockTime(wallClock);
  }

  /** Long enough for every summary that has changed to be written. */
  void settle() {
    pass(Duration.ofSeconds(10));
  }

  /** All records since the start, in order. */
  List<TestRecord<SummaryKey, Summary>> written() {
    written.addAll(summaries.readRecordsToList());
    return Collections.unmodifiableList(written);
  }

  /** The last record of every key. */
  Map<SummaryKey, Summary> last() {
    Map<SummaryKey, Summary> last = new TreeMap<>(Comparator.comparing(SummaryKey::toString));
    written().forEach(summary -> last.put(summary.key(), summary.value()));
    return last;
  }

  Optional<Summary> last(CameraId camera, Step step, Instant from) {
    return Optional.ofNullable(last().get(new SummaryKey(camera, step, from)));
  }

  /** What a query reads. */
  Optional<Summary> stored(CameraId camera, Step step, Instant from) {
    return Optional.ofNullable(
        driver
            .<CameraId, Summary>getWindowStore(AggregatorStores.summaries(step))
            .fetch(camera, from.toEpochMilli()));
  }

  long tallies() {
    try (var all = driver.<SummaryKey, Tally>getKeyValueStore(AggregatorStores.TALLIES).all()) {
      var count = new AtomicLong();
      all.forEachRemaining(entry -> count.incrementAndGet());
      return count.get();
    }
  }

  /** Leaves bytes in every tally that are none, as another version might. */
  @SuppressWarnings("unchecked") // The bytes below the typed store.
  void spoilTallies() {
    var typed =
        (WrappedStateStore<KeyValueStore<Bytes, byte[]>, ?, ?>)
            driver.getAllStateStores().get(AggregatorStores.TALLIES);
    List<Bytes> keys = new ArrayList<>();
    try (var all = typed.wrapped().all()) {
      all.forEachRemaining(entry -> keys.add(entry.key));
    }
    keys.forEach(key -> typed.wrapped().put(key, SPOILT));
  }

  /** The same in a published summary. */
  @SuppressWarnings("unchecked") // The bytes below the typed store.
  void spoilSummary(CameraId camera, Step step, Instant from) {
    var typed =
        (WrappedStateStore<WindowStore<Bytes, byte[]>, ?, ?>)
            driver.getAllStateStores().get(AggregatorStores.summaries(step));
    byte[] key = Topics.EXPRESSIONS.key().serializer().serialize(Topics.EXPRESSIONS.name(), camera);
    typed.wrapped().put(Bytes.wrap(key), SPOILT, from.toEpochMilli());
  }

  double count(String metric) {
    return metrics.find(metric).counters().stream().mapToDouble(Counter::count).sum();
  }

  @Override
  public void close() {
    driver.close();
  }
}
