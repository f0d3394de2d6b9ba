package io.moodstream.pipeline.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.summaries.Summary;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

class StoredSerdeTest {
  @Test
  void shouldReadWhatItHasWritten() {
    var serde = new StoredSerde<>("ids", Serdes.UUID());
    UUID id = UUID.fromString("7b3c2a52-1f0e-4c64-9f4b-2a5d3b1c0e11");

    byte[] stored = serde.serializer().serialize("changelog", id);

    assertThat(serde.deserializer().deserialize("changelog", stored)).isEqualTo(id);
    assertThat(serde.deserializer().deserialize("changelog", null)).isNull();
  }

  @Test
  void shouldCountWhatCannotBeReadAsAbsent() {
    var ids = new StoredSerde<>("ids", Serdes.UUID());
    var summaries = new StoredSerde<Summary>("summaries", Topics.SUMMARIES.value());

    assertThat(ids.deserializer().deserialize("changelog", "no id".getBytes(UTF_8))).isNull();
    assertThat(summaries.deserializer().deserialize("changelog", new byte[] {1, 2, 3})).isNull();
  }
}
