package io.moodstream.allinone.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moodstream.allinone.broker.ClientFile;
import io.moodstream.allinone.broker.EmbeddedBroker;
import io.moodstream.allinone.options.KafkaOptions;
import io.moodstream.emotionclassifier.registry.ModelRepository;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.TopicLayout;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.trainings.TrainingProgress.State;
import io.moodstream.pipeline.trainings.TrainingQueue;
import io.moodstream.pipeline.trainings.TrainingTask;
import io.moodstream.trainer.service.KafkaTrainingQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trainer beside everything else, as {@code run --trainer-data} starts it. */
class TrainerChildIT {
  private static final Duration LIMIT = Duration.ofMinutes(9);
  private static final TrainingTask TASK = new TrainingTask("bars", "tiny", 1, 0, Optional.empty());

  @TempDir private Path folder;

  @Test
  void shouldTrainAgainAfterItsProcessHasDied() throws Exception {
    LabelledPictures.write(folder.resolve("data/bars"), 16, 4);
    ProcessHandle second;
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), Optional.empty())) {
      KafkaConnection kafka = broker.connection();
      KafkaOptions.prepare(kafka, TopicLayout.replicated((short) 1));
      try (var models = new ModelRepository(kafka);
          var trainings = new KafkaTrainingQueue(kafka, models);
          var trainer =
              new TrainerChild(
                  kafka,
                  Optional.of(ClientFile.of(folder.resolve("kafka")).path()),
                  folder.resolve("data"),
                  folder.resolve("trainer"))) {
        trainer.start();
        awaitFinished(trainings, trainings.request(TASK, "ada"));
        ProcessHandle first = process(trainer);

        assertThat(first.destroyForcibly()).isTrue();

        awaitFinished(trainings, trainings.request(TASK, "ada"));
        second = process(trainer);
        assertThat(second.pid()).isNotEqualTo(first.pid());
        assertThat(trainer.health().status()).isEqualTo(Health.Status.UP);
      }
      assertThat(second.isAlive()).as("it ends with the rest").isFalse();
    }
  }

  private static void awaitFinished(TrainingQueue trainings, String id) {
    await(id)
        .atMost(LIMIT)
        .until(
            () ->
                trainings.trainings().stream()
                    .anyMatch(it -> it.request().id().equals(id) && it.state() == State.FINISHED));
  }

  private static ProcessHandle process(TrainerChild trainer) {
    String detail = trainer.health().checks().get(0).detail();
    return ProcessHandle.of(Long.parseLong(detail.replace("process ", ""))).orElseThrow();
  }
}
