package io.moodstream.allinone.commands;

import io.moodstream.alerts.Alerts;
import io.moodstream.allinone.options.AlertOptions;
import io.moodstream.allinone.options.StageOptions;
import io.moodstream.dashboard.summaries.CameraGroup;
import io.moodstream.pipeline.kafka.KafkaUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The evaluation and delivery of alerts alone. */
@Command(
    name = "alert",
    mixinStandardHelpOptions = true,
    description = "Runs the alerts alone: summaries to alerts, and their delivery.")
final class AlertCommand implements Callable<Integer> {
  @Option(
      names = "--min-people",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "The minimum group size of the installation. The larger one of this and the aggregators'"
              + " applies.")
  private int minimumPeople;

  @Option(
      names = "--group",
      paramLabel = "ID=CAMERA,...",
      description = "Cameras that a rule can name as one; may be given several times.")
  private List<CameraGroup> groups = new ArrayList<>();

  @Mixin private StageOptions stage = new StageOptions();
  @Mixin private AlertOptions alerts = new AlertOptions();

  @Override
  public Integer call() throws Exception {
    return stage.run(
        KafkaUser.ALERTING,
        (kafka, metrics, state) ->
            Alerts.stage(
                kafka,
                metrics,
                alerts.settings(
                    Objects.requireNonNull(state.toAbsolutePath().getParent()),
                    minimumPeople,
                    groups),
                state));
  }
}
