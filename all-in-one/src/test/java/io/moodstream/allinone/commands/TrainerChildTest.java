package io.moodstream.allinone.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.stage.Health;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerChildTest {
  @TempDir private Path folder;

  @Test
  void shouldBeDownWithTheReasonWhenItsProcessCannotBeStarted() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    try (var trainer =
        new TrainerChild(
            KafkaConnection.to("127.0.0.1:1"), Optional.empty(), folder, file.resolve("trainer"))) {
      trainer.start();

      await().until(() -> trainer.health().status() == Health.Status.DOWN);

      assertThat(trainer.health().checks().get(0).detail())
          .startsWith("the trainer cannot be started: ")
          .contains(file.toString());
    }
  }
}
