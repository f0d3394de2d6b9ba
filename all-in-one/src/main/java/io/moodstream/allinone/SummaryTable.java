package io.moodstream.allinone;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.pipeline.frames.Expression;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** Summaries for the eye: a line a window, times in the zone of this machine, shares in percent. */
final class SummaryTable {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final String COUNTS = "%-19s  %-16s %7s %7s %7s";

  private SummaryTable() {}

  static String of(JsonNode series) {
    var table = new StringBuilder(header());
    series.forEach(summary -> table.append(line(summary)));
    if (series.isEmpty()) {
      table.append("no window in this time\n");
    }
    return table.toString();
  }

  private static String header() {
    String expressions =
        Expression.labels().stream()
            .map(label -> String.format(Locale.ROOT, " %8s", label))
            .collect(Collectors.joining());
    return String.format(Locale.ROOT, COUNTS, "from", "camera", "frames", "faces", "people")
        + expressions
        + "  dominant\n";
  }

  private static String line(JsonNode summary) {
    Instant from = Instant.parse(summary.get("from").asText());
    String counts =
        String.format(
            Locale.ROOT,
            COUNTS,
            TIME.format(from.atZone(ZoneId.systemDefault())),
            summary.get("camera").asText(),
            summary.get("frames").asLong(),
            summary.get("faces").asLong(),
            summary.get("people").asLong());
    String shares =
        Expression.labels().stream()
            .map(label -> summary.get("shares").path(label))
            .map(share -> share.isNumber() ? percent(share.asDouble()) : " %8s".formatted("-"))
            .collect(Collectors.joining());
    return "%s%s  %s%n".formatted(counts, shares, dominant(summary));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, " %7.1f%%", 100 * share);
  }

  private static String dominant(JsonNode summary) {
    if (summary.get("suppressed").asBoolean()) {
      return "(too few people)";
    }
    return summary.get("dominant").isNull() ? "-" : summary.get("dominant").asText();
  }
}
