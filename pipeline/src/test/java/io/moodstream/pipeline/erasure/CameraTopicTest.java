package io.moodstream.pipeline.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.drift.Drift;
import io.moodstream.pipeline.drift.DriftPeriod;
import io.moodstream.pipeline.erasure.CameraTopic.Removal;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.KafkaUser;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.AuditEntry.Action;
import io.moodstream.pipeline.proto.v1.DriftStateProto;
import io.moodstream.pipeline.proto.v1.FaceHistogramsProto;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CameraTopicTest {
  private static final CameraId HALL = new CameraId("hall");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant NOW = NOON.plus(Duration.ofDays(1));
  private static final ErasureRequest WHOLE =
      ErasureRequest.of(HALL, Optional.empty(), Optional.empty(), NOW);
  private static final ErasureRequest PART =
      ErasureRequest.of(
          HALL, Optional.of(NOON), Optional.of(NOON.plus(Duration.ofMinutes(20))), NOW);

  @Test
  void shouldKnowHowToEraseFromEveryTopic() {
    assertThat(
            Stream.concat(
                CameraTopic.all().stream().map(CameraTopic::name),
                CameraTopic.WITHOUT_CAMERAS.stream().map(Topic::name)))
        .containsAll(Topics.ALL.stream().map(Topic::name).toList())
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldReplaceRecordsInCompactedTopicsOnly() {
    for (Topic<?, ?> topic : Topics.ALL) {
      boolean compacted = topic.settings().getOrDefault("cleanup.policy", "").startsWith("compact");
      assertThat(CameraTopic.all())
          .filteredOn(each -> each.name().equals(topic.name()))
          .allMatch(each -> (each.removal() == Removal.COMPACT) == compacted);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "hall, -1, false, true",
    "hall, 0, true, true",
    "hall, 1199, true, true",
    "hall, 1200, false, true",
    "hall, 86400, false, false",
    "hall2, 60, false, false",
    "hal, 60, false, false"
  })
  void shouldFindFramesByKeyAndTime(String key, long second, boolean inPart, boolean inWhole) {
    var record = record(Topics.EXPRESSIONS.name(), key, new byte[1], NOON.plusSeconds(second));

    assertThat(topic(Topics.EXPRESSIONS.name()).concerns(PART, record)).isEqualTo(inPart);
    assertThat(topic(Topics.EXPRESSIONS.name()).concerns(WHOLE, record)).isEqualTo(inWhole);
  }

  @ParameterizedTest
  @CsvSource({
    "hall, 1h, 0, true",
    "hall, 1h, -1, false",
    "hall, 1h, 1, false",
    "hall, 1m, 19, true",
    "hall, 1m, 20, false",
    "hall.2, 1m, 0, false"
  })
  void shouldFindSummariesWhoseWindowOverlaps(
      String camera, String step, long windows, boolean found) {
    long length = step.equals("1h") ? 3600 : 60;
    long from = NOON.plusSeconds(windows * length).toEpochMilli();
    var record =
        record(Topics.SUMMARIES.name(), camera + "|" + step + "|" + from, new byte[1], NOON);

    assertThat(topic(Topics.SUMMARIES.name()).concerns(PART, record)).isEqualTo(found);
  }

  @Test
  void shouldFindStoredWindows() {
    String changelog = KafkaUser.AGGREGATOR.changelog("summaries-1m");

    assertThat(topic(changelog).concerns(PART, stored(changelog, "hall", NOON))).isTrue();
    assertThat(topic(changelog).concerns(PART, stored(changelog, "hall", NOON.minusSeconds(60))))
        .isFalse();
    assertThat(topic(changelog).concerns(PART, stored(changelog, "hal", NOON))).isFalse();
    assertThat(topic(changelog).mayComeAgain(WHOLE, stored(changelog, "hall", NOON))).isFalse();
    assertThat(topic(changelog).mayComeAgain(WHOLE, stored(changelog, "hall", NOW))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "hall, 0, 1, true, true",
    "hall, -2, 0, false, true",
    "hall, 1, 3, false, true",
    "door, 0, 1, false, false"
  })
  void shouldFindDriftWhosePeriodsOverlap(
      String camera, int from, int to, boolean inPart, boolean inWhole) {
    Instant begin = NOON.plus(Duration.ofHours(from));
    Instant end = NOON.plus(Duration.ofHours(to));
    byte[] state =
        DriftStateProto.newBuilder()
            .addPeriods(
                FaceHistogramsProto.newBuilder()
                    .setFrom(begin.toEpochMilli())
                    .setTo(end.toEpochMilli()))
            .build()
            .toByteArray();
    var period = new DriftPeriod(begin, end, 0, 0, 1);
    var drift = new Drift(new CameraId(camera), end, period, false, Optional.empty(), List.of(), 0);
    byte[] compared = Topics.DRIFT.value().serializer().serialize(Topics.DRIFT.name(), drift);

    for (String store : List.of("drift-references", "drift-hours")) {
      String changelog = KafkaUser.AGGREGATOR.changelog(store);
      var record = record(changelog, camera, state, end);
      assertThat(topic(changelog).concerns(PART, record)).isEqualTo(inPart);
      assertThat(topic(changelog).concerns(WHOLE, record)).isEqualTo(inWhole);
    }
    var record = record(Topics.DRIFT.name(), camera, compared, end);
    assertThat(topic(Topics.DRIFT.name()).concerns(PART, record)).isEqualTo(inPart);
    assertThat(topic(Topics.DRIFT.name()).concerns(WHOLE, record)).isEqualTo(inWhole);
  }

  @Test
  void shouldLeaveTheListOfCamerasWhereOnlyATimeIsErased() {
    var status = record(Topics.CAMERAS.name(), "hall", new byte[1], NOON.plusSeconds(60));

    assertThat(topic(Topics.CAMERAS.name()).concerns(PART, status)).isFalse();
    assertThat(topic(Topics.CAMERAS.name()).concerns(WHOLE, status)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "PICTURES_VIEWED, camera hall, true",
    "CAMERA_CHANGED, camera hall forgotten, true",
    "CAMERA_CHANGED, camera hall.2 forgotten, false",
    "CAMERA_CHANGED, camera hall-2 forgotten, false",
    "CAMERA_CHANGED, camera door forgotten, false",
    "ERASED, camera hall erased from x, false",
    "PROMOTED, good on camera hall, false"
  })
  void shouldFindAuditEntriesOfACamera(Action action, String reason, boolean found) {
    var entry = new AuditEntry(NOON.plusSeconds(1), "ada", action, 0, 0, reason);
    byte[] value = Topics.AUDIT.value().serializer().serialize(Topics.AUDIT.name(), entry);

    assertThat(
            topic(Topics.AUDIT.name())
                .concerns(PART, record(Topics.AUDIT.name(), "ada", value, NOON)))
        .isEqualTo(found);
  }

  @Test
  void shouldFindDeadLettersByTheirFrame() {
    var headers = new RecordHeaders().add("ce_source", "/cameras/hall".getBytes(UTF_8));
    String name = Topics.DETECTOR_DEAD_LETTERS.name();

    assertThat(topic(name).concerns(WHOLE, record(name, "?", new byte[1], NOON, headers))).isTrue();
  }

  @Test
  void shouldFindItsOwnMarks() {
    String name = Topics.FACES.name();
    var headers = ErasureMark.of(PART).toHeaders();

    assertThat(topic(name).concerns(PART, record(name, "hall", null, NOW, headers))).isTrue();
    assertThat(topic(name).concerns(PART, record(name, "door", null, NOW, headers))).isFalse();
    assertThat(ErasureMark.of(headers)).contains(ErasureMark.of(PART));
    assertThat(ErasureMark.of(new RecordHeaders().add(ErasureMark.HEADER, new byte[] {1})))
        .isEmpty();
  }

  private static CameraTopic topic(String name) {
    return CameraTopic.all().stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static ConsumerRecord<byte[], byte[]> stored(String topic, String camera, Instant from) {
    byte[] name = camera.getBytes(UTF_8);
    byte[] key =
        ByteBuffer.allocate(name.length + 12)
            .put(name)
            .putLong(from.toEpochMilli())
            .putInt(0)
            .array();
    return record(topic, key, new byte[1], from, new RecordHeaders());
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic, String key, byte[] value, Instant at) {
    return record(topic, key, value, at, new RecordHeaders());
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic, String key, byte[] value, Instant at, Headers headers) {
    return record(topic, key.getBytes(UTF_8), value, at, headers);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic, byte[] key, byte[] value, Instant at, Headers headers) {
    return new ConsumerRecord<>(
        topic,
        0,
        0,
        at.toEpochMilli(),
        TimestampType.CREATE_TIME,
        key.length,
        0,
        key,
        value,
        headers,
        Optional.empty());
  }
}
