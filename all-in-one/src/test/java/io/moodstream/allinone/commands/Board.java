package io.moodstream.allinone.commands;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The Grafana boards and the alert rules that come with the containers. */
final class Board {
  private static final Pattern METRIC =
      Pattern.compile("\\b((?:moodstream|jvm|process|kafka|system)_[a-z0-9_]+)");

  private static final Path CHART = ComposeFile.REPOSITORY.resolve("deploy/helm/moodstream");
  private static final List<Path> FILES =
      List.of(
          CHART.resolve("boards/moodstream.json"),
          CHART.resolve("boards/statistics.json"),
          CHART.resolve("alert-rules.yml"));

  /** Are there once an alert was delivered. */
  private static final Set<String> WITH_CHANNELS = Set.of("moodstream_alerts_deliveries_total");

  private Board() {}

  /** The names of the metrics that its panels ask for. */
  static Set<String> metrics() throws IOException {
    Set<String> metrics = new TreeSet<>();
    for (Path file : FILES) {
      for (String expression : new YAMLMapper().readTree(file.toFile()).findValuesAsText("expr")) {
        METRIC.matcher(expression).results().forEach(found -> metrics.add(found.group(1)));
      }
    }
    metrics.removeAll(WITH_CHANNELS);
    return metrics;
  }
}
