package io.moodstream.allinone.commands;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The Grafana board that comes with the containers. */
final class Board {
  private static final Pattern METRIC =
      Pattern.compile("\\b((?:moodstream|jvm|process|kafka|system)_[a-z0-9_]+)");

  private Board() {}

  /** The names of the metrics that its panels ask for. */
  static Set<String> metrics() throws IOException {
    var file =
        ComposeFile.REPOSITORY.resolve("deploy/helm/moodstream/boards/moodstream.json").toFile();
    Set<String> metrics = new TreeSet<>();
    for (String expression : new JsonMapper().readTree(file).findValuesAsText("expr")) {
      METRIC.matcher(expression).results().forEach(found -> metrics.add(found.group(1)));
    }
    return metrics;
  }
}
