package io.moodstream.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

/** After which failures another thread continues from the last commit. */
class StreamsStageTest {
  @Test
  void shouldContinueAfterAConnectionThatWasLost() {
    assertThat(StreamsStage.isPassing(new StreamsException(new TimeoutException("60000 ms"))))
        .isTrue();
    // Seen after 20 s without a network: the broker had ended the transaction meanwhile.
    assertThat(
            StreamsStage.isPassing(
                new StreamsException("commit", new InvalidTxnStateException("invalid state"))))
        .isTrue();
  }

  @Test
  void shouldEndAtAnyOtherFailure() {
    assertThat(StreamsStage.isPassing(new StreamsException(new SerializationException("store"))))
        .isFalse();
  }
}
