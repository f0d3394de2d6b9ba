package io.moodstream.allinone.options;

import io.moodstream.alerts.AlertsSettings;
import io.moodstream.alerts.evaluation.EvaluationSettings;
import io.moodstream.alerts.file.AlertsFile;
import io.moodstream.dashboard.summaries.CameraGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is watched for, and where alerts are sent. */
public final class AlertOptions {
  private static final String FILE = "alerts.yaml";

  @Option(
      names = "--alerts",
      paramLabel = "FILE",
      description = {
        "Rules and channels (webhooks) of alerts. A change of the file counts at once. Default:",
        FILE + " in the data folder, where it need not exist."
      })
  private @Nullable Path file;

  /**
   * @param dataDir where the file is by default
   * @throws UsageError if the file is invalid
   */
  public AlertsSettings settings(Path dataDir, int minimumPeople, List<CameraGroup> groups) {
    Path chosen = Optional.ofNullable(file).orElseGet(() -> dataDir.resolve(FILE));
    if (Files.exists(chosen)) {
      UsageError.unlessValid(() -> AlertsFile.read(chosen, System.getenv()));
    }
    return UsageError.unlessValid(
        () ->
            AlertsSettings.defaults()
                .withFile(chosen)
                .withEvaluation(
                    new EvaluationSettings(
                        minimumPeople,
                        groups.stream()
                            .collect(Collectors.toMap(CameraGroup::id, CameraGroup::cameras)))));
  }
}
