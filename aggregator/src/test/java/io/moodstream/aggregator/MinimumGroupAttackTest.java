package io.moodstream.aggregator;

import static io.moodstream.aggregator.Frames.DOOR;
import static io.moodstream.aggregator.Frames.HALL;
import static io.moodstream.aggregator.Frames.NOON;
import static io.moodstream.pipeline.summaries.Step.ONE_HOUR;
import static io.moodstream.pipeline.summaries.Step.ONE_MINUTE;
import static io.moodstream.pipeline.summaries.Step.TEN_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.moodstream.aggregator.drift.DriftSettings;
import io.moodstream.pipeline.drift.Drift;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tries to compute what a minimum group size withholds from everything that an aggregator
 * publishes: every version of every window of all steps, in their order, and the metrics.
 */
class MinimumGroupAttackTest {
  /** The scene lies around a full hour: the one before it is the reference. */
  private static final DriftSettings QUICK =
      new DriftSettings(Duration.ofHours(1), 1, Duration.ofHours(1), Duration.ofHours(1), 1);

  @TempDir Path one;
  @TempDir Path other;

  /** All that can be obtained. */
  private record Published(
      List<TestRecord<SummaryKey, Summary>> records,
      List<TestRecord<CameraId, Drift>> drift,
      Map<String, Double> counters) {}

  @ParameterizedTest
  @CsvSource({"1, 2", "3, 3", "5, 5"})
  void shouldPublishTheSameWhateverIsWithheld(long seed, int people) {
    // given: two scenes that differ in frames without a group and in windows that are withheld
    Scene scene = Scene.random(seed, people, Set.of(HALL, DOOR));
    Scene disguised = scene.withOtherLoners(seed + 1);
    assertThat(disguised.frames()).isNotEqualTo(scene.frames());

    // when
    Published published = published(scene, one);
    Published fromDisguised = published(disguised, other);

    // then
    assertThat(fromDisguised).isEqualTo(published);
    assertThat(published.records())
        .as("some windows are published, others withheld")
        .anySatisfy(record -> assertThat(record.value().faces().analysed()).isPositive())
        .anySatisfy(record -> assertThat(record.value().suppressed()).isTrue());
    assertThat(published.drift())
        .as("faces are counted for a reference")
        .anySatisfy(record -> assertThat(record.value().reference().faces()).isPositive());
  }

  @ParameterizedTest
  @CsvSource({"11, 2", "12, 3"})
  void shouldLeaveNoRestWhenPublishedWindowsAreSubtracted(long seed, int people) {
    // given
    Scene scene = Scene.random(seed, people, Set.of(HALL, DOOR));

    // when
    Published published = published(scene, one);

    // then: after every record a longer window holds what its published parts held, no more
    Map<SummaryKey, FaceStatistics> known = new HashMap<>();
    for (TestRecord<SummaryKey, Summary> record : published.records()) {
      known.put(record.key(), record.value().faces());
      if (record.key().step() != TEN_SECONDS) {
        assertThat(record.value().faces().analysed())
            .as("%s after %d records", record.key(), known.size())
            .isEqualTo(sumOfTens(record.key(), known));
      }
    }
    assertThat(known.keySet()).extracting(SummaryKey::step).contains(ONE_MINUTE, ONE_HOUR);
  }

  @ParameterizedTest
  @CsvSource({"21, 2"})
  void shouldNeverChangeWhatOnceWasPublished(long seed, int people) {
    // when
    Published published = published(Scene.random(seed, people, Set.of(HALL)), one);

    // then: so the difference of two versions is nothing but whole ten-second windows
    Map<SummaryKey, FaceStatistics> first = new HashMap<>();
    for (TestRecord<SummaryKey, Summary> record : published.records()) {
      FaceStatistics faces = record.value().faces();
      if (record.key().step() == TEN_SECONDS && !faces.equals(FaceStatistics.NONE)) {
        assertThat(faces).isEqualTo(first.computeIfAbsent(record.key(), key -> faces));
        assertThat(faces.analysed()).isGreaterThanOrEqualTo(people * faces.frames());
        assertThat(faces.frames()).isGreaterThan(1);
      }
    }
    assertThat(first).isNotEmpty();
  }

  private static long sumOfTens(SummaryKey longer, Map<SummaryKey, FaceStatistics> known) {
    return known.entrySet().stream()
        .filter(entry -> entry.getKey().step() == TEN_SECONDS)
        .filter(entry -> entry.getKey().camera().equals(longer.camera()))
        .filter(entry -> longer.step().windowStart(entry.getKey().from()).equals(longer.from()))
        .mapToLong(entry -> entry.getValue().analysed())
        .sum();
  }

  private static Published published(Scene scene, Path stateDir) {
    var settings = AggregatorSettings.defaults().withMinimumPeople(scene.people()).withDrift(QUICK);
    try (var driven = new Driven(settings, stateDir, NOON.plus(Duration.ofDays(7)))) {
      List<TestRecord<SummaryKey, Summary>> records = new ArrayList<>();
      for (FrameExpressions frame : scene.frames()) {
        driven.send(frame);
        driven.pass(Duration.ofMillis(700));
      }
      driven.pass(Duration.ofMinutes(1));
      records.addAll(driven.written());
      Map<String, Double> counters = new HashMap<>();
      driven.metrics.getMeters().stream()
          .filter(Counter.class::isInstance)
          .forEach(meter -> counters.put(meter.getId().getName(), ((Counter) meter).count()));
      assertThat(records).extracting(record -> record.key().step()).contains(Step.values());
      // The second hour becomes final.
      driven.pass(Duration.ofMinutes(1));
      return new Published(withoutHeaders(records), withoutHeaders(driven.drift()), counters);
    }
  }

  /** Ids of records are random, and their times are those of the test. */
  private static <K, V> List<TestRecord<K, V>> withoutHeaders(List<TestRecord<K, V>> records) {
    return records.stream()
        .map(record -> new TestRecord<>(record.key(), record.value(), record.getRecordTime()))
        .toList();
  }
}
