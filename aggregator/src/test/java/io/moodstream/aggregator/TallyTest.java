package io.moodstream.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.aggregator.tally.Tally;
import io.moodstream.aggregator.tally.TallySerde;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final CameraId HALL = new CameraId("hall");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void shouldComeBackFromItsBytes() {
    // given
    var frames = new RandomFrames(7);
    Tally tally = Tally.EMPTY;
    for (int i = 0; i < 100; i++) {
      tally = tally.plus(new PrivacyThreshold(2).tally(frames.next(HALL, NOON.plusMillis(i))));
    }

    // when
    try (var serde = new TallySerde()) {
      byte[] bytes = serde.serializer().serialize("any", tally);
      assertThat(serde.deserializer().deserialize("any", bytes)).isEqualTo(tally);
    }
  }

  @Test
  void shouldReadATallyThatWasWrittenBeforeFieldsWereAdded() {
    // given
    byte[] old =
        io.moodstream.pipeline.proto.v1.TallyProto.newBuilder()
            .setFrames(10)
            .setFaces(20)
            .addAllSums(List.of(2.0, 2.0, 2.0, 8.0, 2.0, 2.0, 2.0))
            .addTracks(7)
            .addTracks(9)
            .addModels(1)
            .build()
            .toByteArray();

    try (var serde = new TallySerde()) {
      // when
      Tally tally = serde.deserializer().deserialize("any", old);

      // then
      assertThat(tally.closed()).isFalse();
      assertThat(tally.faces().frames()).isEqualTo(10);
      assertThat(tally.faces().statistics().seen()).isEqualTo(20);
      assertThat(tally.faces().statistics().appearances()).isEqualTo(2);
      assertThat(tally.faces().statistics().dwellSeconds()).isEmpty();
      assertThat(tally.faces().minimumPeople()).isZero();
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
