package io.moodstream.allinone.commands;

import io.moodstream.allinone.Announcements;
import io.moodstream.allinone.options.DashboardOptions;
import io.moodstream.allinone.options.StageOptions;
import io.moodstream.allinone.options.UsageError;
import io.moodstream.dashboard.Dashboard;
import io.moodstream.dashboard.DashboardSettings;
import io.moodstream.emotionclassifier.registry.ModelRepository;
import io.moodstream.pipeline.cameras.CameraTrials;
import io.moodstream.pipeline.kafka.HttpSummaryQuery;
import io.moodstream.pipeline.kafka.KafkaUser;
import io.moodstream.trainer.service.KafkaTrainingQueue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The dashboard alone. */
@Command(
    name = "dashboard",
    mixinStandardHelpOptions = true,
    description = "Runs the dashboard alone: the live page and the API.")
final class DashboardCommand implements Callable<Integer> {
  @Option(
      names = "--aggregator",
      required = true,
      paramLabel = "URL",
      description = {
        "An aggregator's --query-listen address, as http://HOST:PORT; may be given several times,",
        "then the next one is asked when one does not answer."
      })
  private List<URI> aggregators = new ArrayList<>();

  @Option(
      names = "--query-token",
      paramLabel = "TOKEN",
      defaultValue = "${env:MOODSTREAM_QUERY_TOKEN}",
      description =
          "The aggregators' token, when they have one. May be set in MOODSTREAM_QUERY_TOKEN.")
  private @Nullable String queryToken;

  @Option(
      names = "--min-people",
      paramLabel = "N",
      defaultValue = "0",
      description = {
        "The minimum group size of the installation: from 1 on the live page and the live events",
        "show no faces. The larger one of this and the aggregators' applies."
      })
  private int minimumPeople;

  @Mixin private DashboardOptions page = new DashboardOptions();
  @Mixin private StageOptions stage = new StageOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    page.requireUsable();
    HttpSummaryQuery summaries =
        UsageError.unlessValid(
            () -> new HttpSummaryQuery(aggregators, Optional.ofNullable(queryToken)));
    return stage.run(
        KafkaUser.DASHBOARD,
        (kafka, metrics, state) -> {
          DashboardSettings settings =
              page.prepare(state, this::say).withMinimumPeople(minimumPeople);
          var models = new ModelRepository(kafka, metrics, Dashboard.NAME);
          var trainings = new KafkaTrainingQueue(kafka, models, metrics, Dashboard.NAME);
          return Dashboard.stage(
                  kafka,
                  metrics,
                  settings,
                  summaries,
                  stage::kafkaHealth,
                  models,
                  trainings,
                  CameraTrials.NONE)
              .releasing(
                  () -> {
                    trainings.close();
                    models.close();
                  });
        });
  }

  private void say(String line) {
    Announcements.print(spec.commandLine(), line);
  }
}
