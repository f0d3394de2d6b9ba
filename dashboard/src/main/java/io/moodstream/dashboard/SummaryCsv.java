package io.moodstream.dashboard;

import io.moodstream.pipeline.frames.Expression;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Summaries as csv (RFC 4180): the API's fields in order, a column for each expression, empty where
 * JSON has null, model versions separated by spaces. No value can hold a comma or a quote.
 */
final class SummaryCsv {
  static final String HEADER =
      Stream.of(
              List.of("camera", "from", "to", "final", "frames", "faces", "people"),
              Expression.labels(),
              List.of("dominant", "uncertain", "suppressed", "models"))
          .flatMap(List::stream)
          .collect(Collectors.joining(","));

  private static final String LINE_END = "\r\n";

  private SummaryCsv() {}

  static String of(List<SummaryView> series) {
    return Stream.concat(Stream.of(HEADER), series.stream().map(SummaryCsv::line))
        .collect(Collectors.joining(LINE_END, "", LINE_END));
  }

  private static String line(SummaryView summary) {
    return Stream.of(
            Stream.of(
                summary.camera(),
                summary.from(),
                summary.to(),
                summary.isFinal(),
                summary.frames(),
                summary.faces(),
                summary.people()),
            Expression.labels().stream().map(label -> share(summary, label)),
            Stream.of(
                Optional.ofNullable(summary.dominant()).orElse(""),
                summary.uncertain(),
                summary.suppressed(),
                summary.models().stream().map(String::valueOf).collect(Collectors.joining(" "))))
        .flatMap(fields -> fields)
        .map(String::valueOf)
        .collect(Collectors.joining(","));
  }

  private static String share(SummaryView summary, String label) {
    Map<String, Double> shares = Optional.ofNullable(summary.shares()).orElse(Map.of());
    return Optional.ofNullable(shares.get(label)).map(String::valueOf).orElse("");
  }
}
