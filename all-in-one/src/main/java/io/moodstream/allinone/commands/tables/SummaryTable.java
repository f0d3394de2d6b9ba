package io.moodstream.allinone.commands.tables;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.pipeline.frames.Expression;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Summaries as a table: a line for each window, times in the zone of this machine with its offset,
 * shares in percent, a dash where there is no value.
 */
public final class SummaryTable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssxxx");
  private static final String START = "%-25s  %-16s";

  private SummaryTable() {}

  /**
   * @param answer of {@code /api/v1/summaries}
   */
  public static String of(JsonNode answer) {
    JsonNode series = answer.path("series");
    long minimumPeople = answer.path("minimumPeople").asLong();
    var table = new StringBuilder(header());
    series.forEach(summary -> table.append(line(summary, minimumPeople)));
    if (series.isEmpty()) {
      table.append("no window in this time\n");
    }
    return table.toString();
  }

  private static String header() {
    return START.formatted("from", "camera")
        + cells(Stream.of("frames", "analysed", "faces", "mean", "most", "appear.", "stay"))
        + cells(Expression.labels().stream())
        + cells(Stream.of("valence", "uncertain"))
        + "  dominant\n";
  }

  private static String line(JsonNode summary, long minimumPeople) {
    Instant from = Instant.parse(summary.path("from").asText());
    return START.formatted(
            TIME.format(from.atZone(ZoneId.systemDefault())), summary.path("camera").asText())
        + cells(
            Stream.of(
                text(summary.path("frames"), "%.0f"),
                percent(summary.path("coverage"), "%.0f%%"),
                text(summary.path("faces"), "%.0f"),
                text(summary.path("meanFaces"), "%.1f"),
                text(summary.path("maxFaces"), "%.0f"),
                text(summary.path("appearances"), "%.0f"),
                text(summary.path("dwellSeconds"), "%.1fs")))
        + cells(
            Expression.labels().stream()
                .map(label -> percent(summary.path("shares").path(label), "%.1f%%")))
        + cells(
            Stream.of(
                text(summary.path("valence"), "%+.2f"),
                percent(summary.path("uncertain"), "%.0f%%")))
        + "  %s%n".formatted(dominant(summary, minimumPeople));
  }

  /** Right-aligned, at least eight wide. */
  private static String cells(Stream<String> cells) {
    return cells.map(" %8s"::formatted).collect(Collectors.joining());
  }

  private static String text(JsonNode number, String format) {
    return text(number, value -> String.format(Locale.ROOT, format, value));
  }

  private static String percent(JsonNode share, String format) {
    return text(share, value -> String.format(Locale.ROOT, format, 100 * value));
  }

  private static String text(JsonNode number, DoubleFunction<String> format) {
    return number.isNumber() ? format.apply(number.asDouble()) : "-";
  }

  private static String dominant(JsonNode summary, long minimumPeople) {
    if (summary.path("suppressed").asBoolean()) {
      return "withheld: fewer than %d people".formatted(minimumPeople);
    }
    return summary.path("dominant").isTextual() ? summary.path("dominant").asText() : "-";
  }
}
