package io.moodstream.aggregator;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.aggregator.drift.DriftSettings;
import io.moodstream.pipeline.drift.Drift.State;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.kafka.HttpSummaryQuery;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import io.moodstream.pipeline.summaries.SummaryQuery;
import io.moodstream.pipeline.summaries.SummaryQuery.SummariesUnavailable;
import io.moodstream.testbroker.JavaProcess;
import io.moodstream.testbroker.Loopback;
import io.moodstream.testbroker.TestBroker;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker: threads, partitions, transactions, restored state. */
class AggregatorIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final List<CameraId> CAMERAS =
      IntStream.range(0, 16).mapToObj(i -> new CameraId("camera-" + i)).toList();

  private final Instant start = Step.ONE_HOUR.windowStart(Instant.now().minus(Duration.ofHours(2)));

  @TempDir Path folder;
  private TestBroker broker;
  private Expressions expressions;

  @BeforeEach
  void startBroker() throws Exception {
    broker = TestBroker.start(folder);
    expressions = new Expressions(broker.connection());
  }

  @AfterEach
  void stopBroker() {
    expressions.close();
    broker.close();
  }

  @Test
  void shouldAnswerForAllCamerasOfAllThreadsAndPartitions() throws Exception {
    List<FrameExpressions> frames = frames(11, 2000);
    Map<SummaryKey, Summary> expected = PlainCount.of(frames);
    try (AggregatorStage stage = stage(folder.resolve("state"), 3)) {
      // given
      assertThatThrownBy(() -> stage.summaries(Set.of(), Step.ONE_HOUR, Instant.MIN, Instant.MAX))
          .isInstanceOf(SummariesUnavailable.class);
      stage.start();
      expressions.send(frames);

      // when
      settling().untilAsserted(() -> assertSame(told(stage), expected));

      // then
      List<Summary> minutes =
          stage.summaries(
              Set.of(CAMERAS.get(3), CAMERAS.get(5), new CameraId("unknown")),
              Step.ONE_MINUTE,
              start.plusSeconds(60),
              start.plusSeconds(180));
      assertThat(minutes.stream().map(AggregatorIT::asIfOpen))
          .containsExactlyElementsOf(
              told(stage).values().stream()
                  .filter(summary -> summary.step() == Step.ONE_MINUTE)
                  .filter(
                      summary -> Set.of(CAMERAS.get(3), CAMERAS.get(5)).contains(summary.camera()))
                  .filter(summary -> !summary.from().isBefore(start.plusSeconds(60)))
                  .filter(summary -> summary.from().isBefore(start.plusSeconds(180)))
                  .sorted(Comparator.comparing(Summary::camera).thenComparing(Summary::from))
                  .toList());
      assertThat(minutes).hasSize(4);
      assertThat(stage.health().status()).isEqualTo(Health.Status.UP);
    }
    assertThatWrittenAre(expected);
    expressions
        .summaries()
        .forEach(
            (key, summary) ->
                assertThat(summary.partition())
                    .isEqualTo(AggregatorTopology.partition(key.camera(), 8)));
  }

  @Test
  void shouldLoseAndDoubleNothingWhenItIsKilled() throws Exception {
    Path stateDir = folder.resolve("state");
    List<FrameExpressions> frames = frames(12, 6000);
    for (int part = 0; part < 2; part++) {
      // given: it is in the middle of its work
      JavaProcess process =
          AggregatorProcess.start(broker.connection(), stateDir, Loopback.freePort());
      int before = expressions.summaries().size();
      expressions.send(frames.subList(part * 2000, (part + 1) * 2000));
      await().atMost(LIMIT).until(() -> expressions.summaries().size() > before);

      // when
      process.close();
    }

    // then
    expressions.send(frames.subList(4000, 6000));
    Map<SummaryKey, Summary> expected = PlainCount.of(frames);
    try (AggregatorStage stage = stage(stateDir, 2)) {
      stage.start();
      settling().untilAsserted(() -> assertSame(told(stage), expected));
    }
    assertThatWrittenAre(expected);
  }

  @Test
  void shouldRebuildItsStateFromKafkaWhenTheDiskIsLost() throws Exception {
    // given
    List<FrameExpressions> frames = frames(13, 500);
    try (AggregatorStage stage = stage(folder.resolve("one"), 1)) {
      stage.start();
      expressions.send(frames.subList(0, 400));
      Map<SummaryKey, Summary> expected = PlainCount.of(frames.subList(0, 400));
      settling().untilAsserted(() -> assertSame(told(stage), expected));
    }

    // when
    try (AggregatorStage stage = stage(folder.resolve("other"), 1)) {
      stage.start();
      expressions.send(frames.subList(400, 500));

      // then
      Map<SummaryKey, Summary> expected = PlainCount.of(frames);
      settling().untilAsserted(() -> assertSame(told(stage), expected));
    }
  }

  @Test
  void shouldKeepReferencesOfDriftWhenTheDiskIsLost() throws Exception {
    // given: an hour of each camera is the reference
    var quick =
        new DriftSettings(Duration.ofHours(1), 1, Duration.ofHours(1), Duration.ofHours(1), 1);
    AggregatorSettings settings =
        AggregatorSettings.defaults().withPause(AggregatorProcess.PAUSE).withDrift(quick);
    try (AggregatorStage stage =
        Aggregator.stage(
            broker.connection(), new SimpleMeterRegistry(), settings, folder.resolve("one"))) {
      stage.start();
      expressions.send(frames(16, 1000, start));
      expressions.send(frames(17, 16, start.plusSeconds(3_700)));
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(expressions.drift()).hasSize(CAMERAS.size()));
    }
    Map<CameraId, Long> faces =
        expressions.drift().values().stream()
            .collect(toMap(it -> it.key(), it -> it.value().reference().faces()));

    // when
    try (AggregatorStage stage =
        Aggregator.stage(
            broker.connection(), new SimpleMeterRegistry(), settings, folder.resolve("other"))) {
      stage.start();
      expressions.send(frames(18, 1000, start.plusSeconds(3_800)));
      expressions.send(frames(19, 16, start.plusSeconds(7_300)));

      // then
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(expressions.drift().values())
                      .allSatisfy(it -> assertThat(it.value().state()).isEqualTo(State.COMPARED)));
    }
    expressions
        .drift()
        .forEach(
            (camera, drift) -> {
              assertThat(drift.value().reference().from()).isEqualTo(start);
              assertThat(drift.value().reference().faces()).isEqualTo(faces.get(camera));
            });
  }

  @Test
  void shouldAnswerForTwoAggregatorsAndNeverForHalfOfThem() throws Exception {
    List<FrameExpressions> frames = frames(14, 6000);
    Map<SummaryKey, Summary> past = PlainCount.of(frames.subList(0, 2000));
    int port = Loopback.freePort();
    int otherPort = Loopback.freePort();
    var settings =
        AggregatorSettings.defaults()
            .withPause(AggregatorProcess.PAUSE)
            .withQueries(AggregatorProcess.endpoint(port));
    JavaProcess other =
        AggregatorProcess.start(broker.connection(), folder.resolve("other"), otherPort);
    try (AggregatorStage stage =
        Aggregator.stage(
            broker.connection(), new SimpleMeterRegistry(), settings, folder.resolve("one"))) {
      // given: both hold partitions, and each answers for both
      stage.start();
      expressions.send(frames.subList(0, 2000));
      HttpSummaryQuery one = asking(port);
      HttpSummaryQuery two = asking(otherPort);
      settling().untilAsserted(() -> assertSame(told(one), past));
      settling().untilAsserted(() -> assertSame(told(two), past));
      // A query may see what a crash would still undo; what is on the topic is committed.
      settling().untilAsserted(() -> assertThatWrittenAre(past));
      Map<SummaryKey, Summary> settled = told(one);
      // The last windows of the past still grow.
      settled.keySet().removeIf(key -> RollUp.end(key).isAfter(start.plusSeconds(960)));

      // when
      other.close();
      expressions.send(frames.subList(2000, 6000));
      Map<SummaryKey, Summary> expected = PlainCount.of(frames);
      var refusals = new AtomicInteger();
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                try {
                  Map<SummaryKey, Summary> answer = told(one);
                  assertThat(answer).containsAllEntriesOf(settled);
                  return PlainCount.same(answer, expected);
                } catch (SummariesUnavailable e) {
                  refusals.incrementAndGet();
                  return false;
                }
              });

      // then
      assertThat(refusals).hasPositiveValue();
    } finally {
      other.close();
    }
    assertThatWrittenAre(PlainCount.of(frames));
  }

  @Test
  void shouldRefuseToAnswerForPartitionsThatAnotherHolds() throws Exception {
    // given
    List<FrameExpressions> frames = frames(15, 200);
    try (AggregatorStage one = stage(folder.resolve("one"), 1);
        AggregatorStage two = stage(folder.resolve("two"), 1)) {
      one.start();
      expressions.send(frames);
      settling().untilAsserted(() -> assertSame(told(one), PlainCount.of(frames)));

      // when: neither knows where the other is
      two.start();

      // then
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> told(one))
                      .isInstanceOf(SummariesUnavailable.class)
                      .hasMessageContaining("partition"));
      assertThatThrownBy(() -> told(two)).isInstanceOf(SummariesUnavailable.class);
    }
  }

  private static ConditionFactory settling() {
    return await().atMost(LIMIT).ignoreException(SummariesUnavailable.class);
  }

  private static HttpSummaryQuery asking(int port) {
    return new HttpSummaryQuery(
        List.of(URI.create("http://127.0.0.1:" + port)), Optional.of("secret"));
  }

  private AggregatorStage stage(Path stateDir, int threads) {
    return Aggregator.stage(
        broker.connection(),
        new SimpleMeterRegistry(),
        AggregatorSettings.defaults().withPause(AggregatorProcess.PAUSE).withThreads(threads),
        stateDir);
  }

  /** Half a second apart, of all cameras in turn. */
  private List<FrameExpressions> frames(long seed, int count) {
    return frames(seed, count, start);
  }

  private static List<FrameExpressions> frames(long seed, int count, Instant from) {
    var random = new RandomFrames(seed);
    List<FrameExpressions> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      frames.add(random.next(CAMERAS.get(i % CAMERAS.size()), from.plusMillis(500L * i)));
    }
    return frames;
  }

  /** The answers to a query for all cameras, for all steps. */
  private static Map<SummaryKey, Summary> told(SummaryQuery query) {
    Map<SummaryKey, Summary> all = new HashMap<>();
    for (Step step : Step.values()) {
      query
          .summaries(Set.of(), step, Instant.MIN, Instant.MAX)
          .forEach(summary -> all.put(SummaryKey.of(summary), asIfOpen(summary)));
    }
    return all;
  }

  /** A window may become final between two questions. */
  private static Summary asIfOpen(Summary summary) {
    return Summary.of(SummaryKey.of(summary), false, summary.coverage(), summary.faces());
  }

  private void assertThatWrittenAre(Map<SummaryKey, Summary> expected) {
    assertSame(
        expressions.summaries().values().stream()
            .collect(toMap(record -> record.key(), record -> record.value())),
        expected);
  }

  private static void assertSame(
      Map<SummaryKey, Summary> actual, Map<SummaryKey, Summary> expected) {
    PlainCount.assertSame(actual, expected);
  }
}
