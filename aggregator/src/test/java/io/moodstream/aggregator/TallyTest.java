package io.moodstream.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final CameraId HALL = new CameraId("hall");

  @Test
  void shouldComeBackFromItsBytes() {
    // given
    var frames = new RandomFrames(7);
    Tally tally = Tally.EMPTY;
    for (int i = 0; i < 100; i++) {
      tally = tally.plus(frames.next(HALL, Instant.EPOCH));
    }

    // when
    try (var serde = new TallySerde()) {
      byte[] bytes = serde.serializer().serialize("any", tally);
      assertThat(serde.deserializer().deserialize("any", bytes)).isEqualTo(tally);
    }
  }

  @Test
  void shouldRefuseBytesThatAreNoTally() {
    try (var serde = new TallySerde()) {
      assertThatThrownBy(() -> serde.deserializer().deserialize("any", new byte[] {1, 2, 3}))
          .isInstanceOf(SerializationException.class);
    }
  }
}
