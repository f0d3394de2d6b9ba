package io.moodstream.dashboard.summaries;

import io.moodstream.pipeline.frames.Expression;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Summaries as csv (RFC 4180): the API's fields in order, a column for each expression, empty where
 * JSON has null, model versions separated by spaces. No value can hold a comma or a quote.
 */
final class SummaryCsv {
  static final String HEADER =
      Stream.of(
              List.of("camera", "from", "to", "final", "frames", "skipped", "coverage"),
              List.of("facesSeen", "faces", "maxFaces", "meanFaces", "appearances", "dwellSeconds"),
              Expression.labels(),
              List.of("dominant", "valence", "expressiveness", "uncertain", "suppressed", "models"))
          .flatMap(List::stream)
          .collect(Collectors.joining(","));

  private static final String LINE_END = "\r\n";

  private SummaryCsv() {}

  /** With one more column where windows are grouped by hour or day. */
  static String of(List<SummaryView> series, Grouping grouping) {
    return switch (grouping) {
      case NONE, DAY -> lines(HEADER, series.stream().map(SummaryCsv::line));
      case HOUR_OF_DAY ->
          lines(
              HEADER + ",hourOfDay",
              series.stream().map(window -> line(window) + "," + text(window.hourOfDay())));
      case WEEKDAY ->
          lines(
              HEADER + ",weekday",
              series.stream().map(window -> line(window) + "," + text(window.weekday())));
    };
  }

  private static String lines(String header, Stream<String> lines) {
    return Stream.concat(Stream.of(header), lines)
        .collect(Collectors.joining(LINE_END, "", LINE_END));
  }

  private static String line(SummaryView summary) {
    return Stream.of(
            Stream.of(
                summary.camera(),
                summary.from(),
                summary.to(),
                String.valueOf(summary.isFinal()),
                String.valueOf(summary.frames()),
                String.valueOf(summary.skipped()),
                text(summary.coverage()),
                text(summary.facesSeen()),
                text(summary.faces()),
                text(summary.maxFaces()),
                text(summary.meanFaces()),
                text(summary.appearances()),
                text(summary.dwellSeconds())),
            Expression.labels().stream().map(label -> share(summary, label)),
            Stream.of(
                text(summary.dominant()),
                text(summary.valence()),
                text(summary.expressiveness()),
                text(summary.uncertain()),
                String.valueOf(summary.suppressed()),
                summary.models().stream().map(String::valueOf).collect(Collectors.joining(" "))))
        .flatMap(fields -> fields)
        .collect(Collectors.joining(","));
  }

  private static String share(SummaryView summary, String label) {
    Map<String, Double> shares = Optional.ofNullable(summary.shares()).orElse(Map.of());
    return text(shares.get(label));
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : String.valueOf(value);
  }
}
