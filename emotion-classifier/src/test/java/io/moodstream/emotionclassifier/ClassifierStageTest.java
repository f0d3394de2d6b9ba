package io.moodstream.emotionclassifier;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.emotionclassifier.model.TinyModel;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.stage.Health;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierStageTest {
  @TempDir private Path temp;

  @Test
  void shouldBeDownAfterAnErrorThatIsNoException() {
    // Given a process in which something native is missing
    var metrics =
        new SimpleMeterRegistry() {
          @Override
          protected Counter newCounter(Meter.Id id) {
            throw new UnsatisfiedLinkError("no tensorflow in java.library.path");
          }
        };
    var stage =
        new ClassifierStage(
            KafkaConnection.to("127.0.0.1:1"),
            metrics,
            ClassifierSettings.defaults(),
            TinyModel.bundle(temp.resolve("first"), 1),
            temp.resolve("state"));

    // When
    stage.start();

    // Then
    await().atMost(30, SECONDS).until(() -> stage.health().status() == Health.Status.DOWN);
    assertThat(stage.health().checks().get(0).detail())
        .isEqualTo("java.lang.UnsatisfiedLinkError: no tensorflow in java.library.path");
    stage.close();
  }
}
