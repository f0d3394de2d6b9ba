package io.moodstream.dashboard.live;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.dashboard.live.TopicTail.Start;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kafka's own stand-in for a broker: what the real one does is seen in the end-to-end tests. */
class TopicTailTest {
  private static final String NAME = Topics.CAMERAS.name();

  /** What is known of it cannot be computed with. */
  private static final CameraId POISON = new CameraId("poison");

  private static final TopicPartition PARTITION = new TopicPartition(NAME, 0);

  /** Calls that are still to fail as they do while Kafka is away. */
  private final Set<String> unanswered = ConcurrentHashMap.newKeySet();

  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>("earliest") {
        @Override
        public synchronized List<PartitionInfo> partitionsFor(String topic) {
          requireAnswer("partitionsFor");
          return super.partitionsFor(topic);
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(
            Collection<TopicPartition> partitions) {
          requireAnswer("endOffsets");
          return super.endOffsets(partitions);
        }

        @Override
        public synchronized long position(TopicPartition partition) {
          requireAnswer("position");
          return super.position(partition);
        }

        /** The first record is of NOW; nothing came later. */
        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
            Map<TopicPartition, Long> times) {
          requireAnswer("offsetsForTimes");
          long now = NOW.toEpochMilli();
          return times.get(PARTITION) <= now
              ? Map.of(PARTITION, new OffsetAndTimestamp(0, now))
              : Map.of();
        }
      };
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final AtomicBoolean wanted = new AtomicBoolean(true);
  private final TopicTail<CameraId, CameraStatus> tail =
      new TopicTail<>(
          Topics.CAMERAS,
          Start.BEGINNING,
          () -> wanted.get() ? Optional.of(NOW) : Optional.empty(),
          metrics,
          this::take,
          consumer);
  private long next;

  private void requireAnswer(String call) {
    if (unanswered.remove(call)) {
      throw new TimeoutException("no answer to " + call);
    }
  }

  private void take(
      CameraId camera, Optional<CameraStatus> status, ConsumerRecord<byte[], byte[]> record) {
    if (camera.equals(POISON)) {
      throw new ArithmeticException("long overflow");
    }
    taken.add(camera + " " + status.map(CameraStatus::source).orElse("gone"));
  }

  @AfterEach
  void close() {
    tail.end();
    tail.awaitEnd(Duration.ofSeconds(5));
  }

  @Test
  void shouldBeUpOnceWhatWasThereHasBeenRead() {
    // given a topic with two records
    topicWith(2);
    tail.begin();
    await().until(() -> consumer.assignment().contains(PARTITION));
    assertThat(tail.health().status()).isEqualTo(Health.Status.STARTING);

    // when
    write(HALL, Topics.CAMERAS.value().serializer().serialize(NAME, status(HALL, true, NOW)));
    write(DOOR, null);

    // then
    await().until(() -> tail.health().status() == Health.Status.UP);
    assertThat(taken).containsExactly("hall webcam:0", "door gone");
  }

  @Test
  void shouldWaitForItsTopic() {
    tail.begin();

    await().until(() -> tail.health().checks().get(0).detail().contains("waiting"));
    topicWith(0);

    await().until(() -> tail.health().status() == Health.Status.UP);
  }

  @Test
  void shouldGoOnAfterARecordThatCannotBeTaken() {
    // given
    topicWith(0);
    tail.begin();
    await().until(() -> tail.health().status() == Health.Status.UP);

    // when
    write(POISON, null);
    write(DOOR, null);

    // then
    await().until(() -> taken.contains("door gone"));
    assertThat(tail.health().status()).isEqualTo(Health.Status.UP);
    assertThat(metrics.get("moodstream.records.unreadable").counter().count()).isEqualTo(1);
  }

  @Test
  void shouldLeaveOutAndCountWhatCannotBeRead() {
    // given
    topicWith(0);
    tail.begin();
    await().until(() -> tail.health().status() == Health.Status.UP);

    // when
    write(HALL, new byte[] {1, 2, 3});
    write(DOOR, null);

    // then
    await().until(() -> taken.equals(List.of("door gone")));
    assertThat(metrics.get("moodstream.records.unreadable").counter().count()).isEqualTo(1);
    assertThat(tail.health().status()).isEqualTo(Health.Status.UP);
  }

  @Test
  void shouldFetchNothingWhileNothingIsWanted() {
    topicWith(0);
    wanted.set(false);

    tail.begin();

    await().until(() -> consumer.paused().contains(PARTITION));
  }

  @ParameterizedTest
  @CsvSource({"0, door gone hall gone", "1, hall gone"})
  void shouldReadFromTheTimeThatIsWanted(long secondsLater, String expected) {
    // given a tail of what is new, and a record of NOW that stood there before
    topicWith(1);
    var news = new AtomicReference<Optional<Instant>>(Optional.empty());
    var late =
        new TopicTail<>(
            Topics.CAMERAS,
            Start.END,
            news::get,
            metrics,
            (camera, status, record) -> taken.add(camera + " gone"),
            consumer);
    late.begin();
    await().until(() -> consumer.paused().contains(PARTITION));
    write(DOOR, null);

    // when
    news.set(Optional.of(NOW.plusSeconds(secondsLater)));
    await().until(() -> consumer.paused().isEmpty());
    write(HALL, null);

    // then
    await().until(() -> taken.contains("hall gone"));
    assertThat(String.join(" ", taken)).isEqualTo(expected);
    late.end();
    late.awaitEnd(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"partitionsFor", "endOffsets", "position"})
  void shouldBeUpWhenKafkaAnswersAgain(String call) {
    // given a call that Kafka does not answer in time
    topicWith(0);
    unanswered.add(call);

    // when
    tail.begin();
    write(DOOR, null);

    // then
    await().until(() -> tail.health().status() == Health.Status.UP);
    assertThat(unanswered).isEmpty();
    await().until(() -> taken.equals(List.of("door gone")));
  }

  @Test
  void shouldReadOnAfterKafkaWasAwayWhenItsRecordsWereWanted() {
    // given a tail of which nothing is wanted
    topicWith(0);
    wanted.set(false);
    tail.begin();
    await().until(() -> consumer.paused().contains(PARTITION));
    unanswered.add("offsetsForTimes");

    // when
    wanted.set(true);
    await().until(unanswered::isEmpty);
    await().until(() -> consumer.paused().isEmpty());
    write(DOOR, null);

    // then
    await().until(() -> taken.equals(List.of("door gone")));
    assertThat(tail.health().status()).isEqualTo(Health.Status.UP);
  }

  @Test
  void shouldEndWhileKafkaIsAway() {
    // given
    topicWith(0);
    tail.begin();
    await().until(() -> tail.health().status() == Health.Status.UP);
    consumer.setPollException(new TimeoutException("no answer"));

    // when
    close();

    // then
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void shouldSayWhyItIsDown() {
    topicWith(0);
    consumer.setPollException(new KafkaException("not authorized to read cameras"));

    tail.begin();

    await().until(() -> tail.health().status() == Health.Status.DOWN);
    assertThat(tail.health().checks().get(0).detail()).isEqualTo("not authorized to read cameras");
  }

  @Test
  void shouldCloseItsConsumer() {
    topicWith(0);
    tail.begin();
    await().until(() -> tail.health().status() == Health.Status.UP);

    close();

    assertThat(consumer.closed()).isTrue();
  }

  private void topicWith(long records) {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, records));
    var unknown = new Node[0];
    consumer.updatePartitions(
        NAME, List.of(new PartitionInfo(NAME, 0, Node.noNode(), unknown, unknown)));
  }

  private void write(CameraId camera, byte @Nullable [] value) {
    byte[] key = Topics.CAMERAS.key().serializer().serialize(NAME, camera);
    var record = new ConsumerRecord<>(NAME, 0, next++, key, value);
    consumer.schedulePollTask(() -> consumer.addRecord(record));
  }
}
