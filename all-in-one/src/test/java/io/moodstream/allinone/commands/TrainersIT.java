package io.moodstream.allinone.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.allinone.broker.EmbeddedBroker;
import io.moodstream.allinone.options.KafkaOptions;
import io.moodstream.emotionclassifier.registry.ModelRepository;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.TopicLayout;
import io.moodstream.pipeline.trainings.TrainerStatus;
import io.moodstream.pipeline.trainings.TrainerStatus.State;
import io.moodstream.pipeline.trainings.TrainingQueue;
import io.moodstream.trainer.faces.PictureReader;
import io.moodstream.trainer.service.KafkaTrainingQueue;
import io.moodstream.trainer.service.ServiceSettings;
import io.moodstream.trainer.service.TrainingStage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether there is a trainer, on a real broker, as the queue and the command line tell it. */
class TrainersIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  @SuppressWarnings("try") // Each is closed when its time has come; once more does no harm.
  void shouldTellWhoTrainsForAsLongAsTheyDo() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), Optional.empty())) {
      KafkaConnection kafka = broker.connection();
      KafkaOptions.prepare(kafka, TopicLayout.replicated((short) 1));
      try (var models = new ModelRepository(kafka);
          var trainings = new KafkaTrainingQueue(kafka, models);
          var first = trainer(kafka, "first");
          var second = trainer(kafka, "second")) {
        assertThat(trainings.trainers()).isEmpty();
        assertThatARequestWaits(kafka, trainings);

        first.start();
        awaitStates(trainings, State.WAITING);
        second.start();
        awaitStates(trainings, State.WAITING, State.STANDBY);
        assertThat(list(kafka))
            .startsWith("trainer on ")
            .contains("data below %s: waits for requests; trainer on ".formatted(folder))
            .contains("data below %s: is on standby\n".formatted(folder))
            .contains(" failed     tiny, unknown, rate 0.004: 'unknown': there is no such file");
        TrainerStatus successor = trainings.trainers().get(1);

        first.close();
        assertThat(trainings.trainers())
            .extracting(TrainerStatus::id)
            .containsExactly(successor.id());
        awaitStates(trainings, State.WAITING);

        second.close();
        assertThat(trainings.trainers()).isEmpty();
      }
    }
  }

  private void assertThatARequestWaits(KafkaConnection kafka, TrainingQueue trainings) {
    assertThat(list(kafka)).startsWith("no trainer is alive; start one with ");

    execute(kafka, "request", "--data", "unknown", "--architecture", "tiny", "--rate", "0.004");

    assertThat(out.toString().strip()).isEqualTo(trainings.trainings().get(0).request().id());
    assertThat(err.toString())
        .startsWith("the request waits: no trainer is alive; start one with ")
        .hasLineCount(1);
  }

  private static void awaitStates(TrainingQueue trainings, State... states) {
    await(List.of(states).toString())
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(trainings.trainers())
                    .extracting(TrainerStatus::state)
                    .containsExactly(states));
  }

  private TrainingStage trainer(KafkaConnection kafka, String name) {
    var settings =
        new ServiceSettings(folder.resolve(name), folder, PictureReader.WHOLE, 1, Optional.empty());
    return TrainingStage.of(kafka, new SimpleMeterRegistry(), settings);
  }

  private String list(KafkaConnection kafka) {
    execute(kafka, "list");
    assertThat(err.toString()).isEmpty();
    return out.toString();
  }

  private void execute(KafkaConnection kafka, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    int code =
        Moodstream.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(line(kafka, arguments));
    assertThat(code).as(err.toString()).isZero();
  }

  private String[] line(KafkaConnection kafka, String... arguments) {
    var line = new ArrayList<>(List.of("trainings"));
    line.add(TestKafka.option(kafka, folder));
    line.addAll(List.of(arguments));
    return line.toArray(String[]::new);
  }
}
