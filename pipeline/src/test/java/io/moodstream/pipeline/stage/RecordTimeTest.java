package io.moodstream.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.junit.jupiter.api.Test;

class RecordTimeTest {
  /** Kafka Streams skips a record whose time is negative; only its default extractor throws. */
  @Test
  void shouldEndNoStageForARecordWithoutATime() {
    TimestampExtractor configured =
        new StreamsConfig(
                StreamsStage.properties(
                    "test",
                    KafkaConnection.to("unused:9092"),
                    StreamsSettings.atLeastOnce(1, Path.of("unused")),
                    Topics.CLASSIFIER_DEAD_LETTERS))
            .defaultTimestampExtractor();

    assertThat(configured.extract(at(-1), 5)).isEqualTo(-1);
    assertThat(configured.extract(at(7), 5)).isEqualTo(7);
  }

  private static ConsumerRecord<Object, Object> at(long time) {
    return new ConsumerRecord<>(
        "faces",
        0,
        0,
        time,
        TimestampType.CREATE_TIME,
        0,
        0,
        "hall",
        "",
        new RecordHeaders(),
        Optional.empty());
  }
}
