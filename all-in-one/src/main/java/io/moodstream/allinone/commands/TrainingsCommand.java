package io.moodstream.allinone.commands;

import io.moodstream.allinone.options.InstallationOptions;
import io.moodstream.allinone.options.UsageError;
import io.moodstream.emotionclassifier.registry.ModelRepository;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.trainings.TrainerStatus;
import io.moodstream.pipeline.trainings.Training;
import io.moodstream.pipeline.trainings.TrainingProgress;
import io.moodstream.pipeline.trainings.TrainingQueue;
import io.moodstream.pipeline.trainings.TrainingTask;
import io.moodstream.trainer.network.Architecture;
import io.moodstream.trainer.service.KafkaTrainingQueue;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the trainer is asked to do. The same words as over HTTP. */
@Command(
    name = "trainings",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows, requests and cancels trainings of a running 'train --serve'.")
final class TrainingsCommand {
  private static final String NO_TRAINER =
      "no trainer is alive; start one with 'moodstream train --serve' (--data-root DIR,"
          + " --bootstrap-servers HOST:PORT) or 'moodstream run --trainer-data DIR'";

  /** Done while connected. */
  @FunctionalInterface
  private interface Work {
    void with(TrainingQueue trainings, PrintWriter out);
  }

  @Mixin private InstallationOptions installation = new InstallationOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(name = "list", description = "Who trains, and all trainings of the last week, in order.")
  int list() throws InterruptedException {
    return connected(
        (trainings, out) -> {
          out.println(trainers(trainings.trainers()));
          trainings.trainings().forEach(training -> out.println(line(training)));
        });
  }

  @Command(name = "request", description = "Asks for a training; prints its id.")
  int request(
      @Option(
              names = "--data",
              required = true,
              paramLabel = "DIR|CSV|TAR.GZ",
              description = "Below the data folder of 'train --serve'.")
          String data,
      @Option(
              names = "--architecture",
              paramLabel = "compact|paper",
              defaultValue = "compact",
              description = "Default: ${DEFAULT-VALUE}")
          Architecture architecture,
      @Option(
              names = "--epochs",
              paramLabel = "N",
              defaultValue = "0",
              description = "Default: the architecture's own.")
          int epochs,
      @Option(
              names = "--init",
              paramLabel = "VERSION",
              defaultValue = "0",
              description = "Starts from the weights of this model version.")
          int init,
      @Option(
              names = "--votes",
              paramLabel = "CSV",
              description = "FER+'s votes, below the data folder of 'train --serve'.")
          @Nullable String votes,
      @Option(
              names = "--rate",
              paramLabel = "R",
              description = {
                "The learning rate at its peak. Default: the architecture's own; with --init a"
                    + " tenth",
                "of that, which forgets less."
              })
          @Nullable Double rate)
      throws InterruptedException {
    TrainingTask task =
        UsageError.unlessValid(
            () -> {
              var plain =
                  new TrainingTask(
                      data, architecture.label(), epochs, init, Optional.ofNullable(votes));
              return rate == null ? plain : plain.withRate(rate);
            });
    return connected(
        (trainings, out) -> {
          out.println(trainings.request(task, user()));
          if (trainings.trainers().isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("the request waits: " + NO_TRAINER);
            err.flush();
          }
        });
  }

  @Command(name = "cancel", description = "Cancels a training that waits or runs.")
  int cancel(@Parameters(paramLabel = "ID") String id) throws InterruptedException {
    return connected(
        (trainings, out) -> {
          trainings.cancel(id, user());
          out.printf("training %s is cancelled%n", id);
        });
  }

  private int connected(Work work) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    KafkaConnection kafka = installation.connect(Topics.TRAINERS);
    try (var models = new ModelRepository(kafka);
        var trainings = new KafkaTrainingQueue(kafka, models)) {
      work.with(trainings, out);
    }
    out.flush();
    return 0;
  }

  private static String trainers(List<TrainerStatus> alive) {
    return alive.isEmpty()
        ? NO_TRAINER
        : alive.stream().map(TrainingsCommand::trainer).collect(Collectors.joining("; "));
  }

  private static String trainer(TrainerStatus trainer) {
    return "trainer on %s, since %s, data below %s: %s"
        .formatted(
            trainer.host(),
            trainer.since().truncatedTo(ChronoUnit.SECONDS),
            trainer.dataRoot(),
            switch (trainer.state()) {
              case WAITING -> "waits for requests";
              case TRAINING -> "trains " + trainer.training();
              case STANDBY -> "is on standby";
            });
  }

  private static String line(Training training) {
    TrainingTask task = training.request().task();
    return "%s  %-9s  %s, %s%s%s%s"
        .formatted(
            training.request().id(),
            training.state().name().toLowerCase(Locale.ROOT),
            task.architecture(),
            task.data(),
            task.init() == 0 ? "" : ", from version " + task.init(),
            task.rate().isPresent() ? ", rate " + task.rate().getAsDouble() : "",
            standing(training.progress()));
  }

  private static String standing(TrainingProgress progress) {
    return switch (progress.state()) {
      case QUEUED -> "";
      case RUNNING -> progress.epoch().epoch() == 0 ? ": begins" : running(progress);
      case FINISHED -> ": model version " + progress.version();
      case FAILED, CANCELLED -> ": " + progress.reason();
    };
  }

  private static String running(TrainingProgress progress) {
    return String.format(
        Locale.ROOT,
        ": epoch %d of %d, %.1f%%, %.0f images/s, %.0f s left",
        progress.epoch().epoch(),
        progress.epochs(),
        100 * progress.epoch().accuracy(),
        progress.imagesPerSecond(),
        progress.secondsLeft());
  }

  private static String user() {
    return System.getProperty("user.name", "unknown");
  }
}
