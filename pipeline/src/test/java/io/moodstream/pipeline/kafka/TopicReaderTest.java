package io.moodstream.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

class TopicReaderTest {
  private static final TopicPartition PARTITION = new TopicPartition("letters", 0);

  private Instant now = Instant.EPOCH;
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final TopicReader reader = new TopicReader(consumer, Duration.ofSeconds(30), () -> now);
  private final List<Long> read = new ArrayList<>();

  @Test
  void shouldReadWhatIsWrittenByNow() {
    given(0, 3);

    reader.catchUp(this::note);

    assertThat(read).containsExactly(0L, 1L, 2L);
  }

  @Test
  void shouldGoOnFromThere() {
    given(0, 3);
    reader.catchUp(this::note);
    consumer.addRecord(record(3));

    reader.poll(Duration.ZERO, this::note);

    assertThat(read).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void shouldReadOnWhileKafkaHandsOverSomething() {
    // given a record every 40 s, with nothing at 20 s in between
    given(0, 0);
    for (long offset = 0; offset < 5; offset++) {
      long next = offset;
      consumer.schedulePollTask(() -> now = now.plusSeconds(20));
      consumer.schedulePollTask(
          () -> {
            now = now.plusSeconds(20);
            consumer.addRecord(record(next));
          });
    }

    reader.readTo(Map.of(PARTITION, 5L), this::note);

    assertThat(read).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void shouldFailWhenKafkaHandsOverNothing() {
    given(0, 2);
    for (int poll = 0; poll < 4; poll++) {
      consumer.schedulePollTask(() -> now = now.plusSeconds(20));
    }

    assertThatThrownBy(() -> reader.readTo(Map.of(PARTITION, 3L), this::note))
        .isInstanceOf(TimeoutException.class)
        .hasMessage("Kafka has handed over nothing of letters for 30 s");
    assertThat(read).containsExactly(0L, 1L);
  }

  @Test
  void shouldReadNothingOfAnEmptyTopic() {
    given(0, 0);

    reader.catchUp(this::note);

    assertThat(read).isEmpty();
  }

  @Test
  void shouldEndWhenAnotherThreadWakesItUp() {
    given(0, 0);
    reader.wakeUp();

    assertThatThrownBy(() -> reader.poll(Duration.ofDays(1), this::note))
        .isInstanceOf(WakeupException.class);
  }

  private void given(long from, long to) {
    consumer.updateBeginningOffsets(Map.of(PARTITION, from));
    consumer.updateEndOffsets(Map.of(PARTITION, to));
    reader.readFromBeginning(List.of(PARTITION));
    for (long offset = from; offset < to; offset++) {
      consumer.addRecord(record(offset));
    }
  }

  private void note(ConsumerRecord<byte[], byte[]> record) {
    read.add(record.offset());
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset) {
    return new ConsumerRecord<>(PARTITION.topic(), 0, offset, new byte[0], new byte[0]);
  }
}
