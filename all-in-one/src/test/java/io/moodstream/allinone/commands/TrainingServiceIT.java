package io.moodstream.allinone.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moodstream.allinone.broker.EmbeddedBroker;
import io.moodstream.allinone.options.KafkaOptions;
import io.moodstream.emotionclassifier.registry.ModelRepository;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.TopicLayout;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.trainings.TrainerStatus;
import io.moodstream.pipeline.trainings.Training;
import io.moodstream.pipeline.trainings.TrainingProgress;
import io.moodstream.pipeline.trainings.TrainingProgress.State;
import io.moodstream.pipeline.trainings.TrainingQueue;
import io.moodstream.pipeline.trainings.TrainingTask;
import io.moodstream.trainer.network.Architecture;
import io.moodstream.trainer.service.KafkaTrainingQueue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trainer as a service: a process of its own, on a real broker. */
class TrainingServiceIT {
  private static final int EPOCHS = 40;
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @TempDir private Path folder;

  @Test
  void shouldTrainOneAfterTheOtherThroughAKill() throws Exception {
    LabelledPictures.write(folder.resolve("data/bars"), 16, 4);
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), Optional.empty())) {
      KafkaConnection kafka = broker.connection();
      KafkaOptions.prepare(kafka, TopicLayout.replicated((short) 1));
      try (var models = new ModelRepository(kafka);
          var trainings = new KafkaTrainingQueue(kafka, models)) {
        // given a queue that no one serves yet
        String first = trainings.request(task("bars", EPOCHS), "ada");
        String second = trainings.request(task("bars", 2), "bob");
        String missing = trainings.request(task("unknown", 2), "bob");
        String outside = trainings.request(task("../kafka", 2), "eve");
        String endless = trainings.request(task("bars", 1000), "ada");

        // when the service is killed in the middle of the first
        TrainerStatus killed;
        try (MoodstreamProcess service = serve(kafka)) {
          awaitEpochs(trainings, first, 3);
          killed = trainings.trainers().get(0);
          assertThat(killed.training()).isEqualTo(first);
          assertThat(training(trainings, second).state()).isEqualTo(State.QUEUED);
          trainings.cancel(second, "bob");
          assertThat(training(trainings, second).state()).isEqualTo(State.CANCELLED);
          service.kill();
          assertThat(training(trainings, first).state()).isEqualTo(State.RUNNING);
        }

        // then another one goes on with it, and with the queue
        try (MoodstreamProcess service = serve(kafka)) {
          awaitState(trainings, first, State.FINISHED);
          int version = training(trainings, first).progress().version();
          assertThat(models.models()).extracting(it -> it.version()).containsExactly(version);
          assertThat(models.models().get(0).publishedBy()).isEqualTo("trainer, for ada");
          assertThat(epochsTold(kafka, first))
              .as("each epoch is trained once")
              .containsExactlyElementsOf(IntStream.rangeClosed(1, EPOCHS).boxed().toList());

          awaitEpochs(trainings, endless, 1);
          assertThat(training(trainings, second).curve()).isEmpty();
          assertFailed(trainings, missing, "'unknown': there is no such file or folder");
          assertFailed(trainings, outside, "'../kafka' is not within the trainer's data folder");
          trainings.cancel(endless, "ada");
          awaitState(trainings, endless, State.CANCELLED);
          assertThat(folder.resolve("work").resolve(endless)).doesNotExist();

          // and fine-tunes what it has made
          String tuned =
              trainings.request(
                  new TrainingTask("bars", "tiny", 2, version, Optional.empty()), "ada");
          awaitState(trainings, tuned, State.FINISHED);
          assertThat(training(trainings, tuned).curve().get(0).accuracy()).isGreaterThan(0.8);
          assertThat(training(trainings, tuned).request().task().rate())
              .hasValue(Architecture.TINY.fineTuningRate());
          assertThat(training(trainings, tuned).curve().get(0).rate())
              .isBetween(1e-4, Architecture.TINY.fineTuningRate());
          assertThat(models.models()).hasSize(2);
          await("the one that was killed is missed, the other is not")
              .untilAsserted(
                  () ->
                      assertThat(trainings.trainers())
                          .hasSize(1)
                          .extracting(TrainerStatus::id)
                          .doesNotContain(killed.id()));
          service.stop();
          assertThat(service.awaitExit()).isEqualTo(143);
          assertThat(trainings.trainers()).isEmpty();
        }
      }
    }
  }

  private static TrainingTask task(String data, int epochs) {
    return new TrainingTask(data, "tiny", epochs, 0, Optional.empty());
  }

  private MoodstreamProcess serve(KafkaConnection kafka) throws IOException {
    var arguments = new ArrayList<>(List.of("train", "--serve"));
    arguments.add(TestKafka.option(kafka, folder));
    arguments.addAll(
        List.of(
            "--data-dir",
            folder.resolve("service").toString(),
            "--data-root",
            folder.resolve("data").toString(),
            "--out",
            folder.resolve("work").toString(),
            "--threads",
            "1",
            "--precision",
            "fp32"));
    return MoodstreamProcess.start(folder, arguments);
  }

  private static void awaitEpochs(TrainingQueue trainings, String id, int count) {
    await("%d epochs of %s".formatted(count, id))
        .atMost(LIMIT)
        .until(() -> training(trainings, id).curve().size() >= count);
  }

  private static void awaitState(TrainingQueue trainings, String id, State state) {
    await("%s is %s".formatted(id, state))
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(training(trainings, id).state())
                    .as(training(trainings, id).progress().reason())
                    .isEqualTo(state));
  }

  private static void assertFailed(TrainingQueue trainings, String id, String reason) {
    assertThat(training(trainings, id).state()).isEqualTo(State.FAILED);
    assertThat(training(trainings, id).progress().reason()).contains(reason);
  }

  private static Training training(TrainingQueue trainings, String id) {
    return trainings.trainings().stream()
        .filter(training -> training.request().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** The ends of epochs as they were reported, those reported twice too. */
  private static List<Integer> epochsTold(KafkaConnection kafka, String id) {
    var partition = new TopicPartition(Topics.TRAINING_PROGRESS.name(), 0);
    var epochs = new ArrayList<Integer>();
    try (var consumer =
        new KafkaConsumer<>(
            kafka.clientProperties(),
            Topics.TRAINING_PROGRESS.key().deserializer(),
            Topics.TRAINING_PROGRESS.value().deserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          TrainingProgress progress = record.value();
          if (progress.id().equals(id) && progress.epochEnded()) {
            epochs.add(progress.epoch().epoch());
          }
        }
      }
    }
    return epochs;
  }
}
