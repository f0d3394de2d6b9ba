package io.moodstream.benchmarks.load;

import io.moodstream.benchmarks.plot.Svg;
import io.moodstream.benchmarks.plot.Svg.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The report as one HTML file that needs nothing else. */
final class ReportPage {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>moodstream under load</title>
      <style>
      body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
      svg{width:100%;height:auto;font-size:11px} svg line{stroke:#ddd} svg text{fill:#444}
      pre{overflow-x:auto;font-size:13px} .legend i{display:inline-block;width:.8em;height:.8em;margin-right:.3em}
      .legend span{margin-right:1em;white-space:nowrap}
      </style></head><body>
      """;

  /** Parts that take less of a frame's processor time than this are part of the rest, ms. */
  private static final double SMALL = 0.15;

  private ReportPage() {}

  static String of(LoadReport report) {
    var page = new StringBuilder(HEAD);
    page.append("<h1>moodstream under load</h1>");
    page.append(
        "<p>%s · %s, %d cores, %s, Java %s · <code>%s</code></p>"
            .formatted(
                report.date(),
                Svg.escaped(report.machine().processor()),
                report.machine().cores(),
                Svg.escaped(report.machine().system()),
                Svg.escaped(report.machine().java()),
                Svg.escaped(report.command())));
    page.append("<pre>").append(Svg.escaped(report.table())).append("</pre>");
    List<String> labels = report.scenarios().stream().map(ReportPage::label).toList();
    page.append("<h2>Frames</h2>");
    page.append(
        Svg.lines(
            "frames/s",
            labels,
            List.of(
                series(report, "offered", Scenario::offered),
                series(report, "analysed", Scenario::analysed),
                series(report, "skipped", Scenario::skipped))));
    page.append("<h2>Delay from capture to the live page</h2>");
    page.append(
        Svg.lines(
            "ms",
            labels,
            List.of(
                series(report, "p50", scenario -> scenario.delays().p50()),
                series(report, "p90", scenario -> scenario.delays().p90()),
                series(report, "p99", scenario -> scenario.delays().p99()))));
    page.append("<h2>Processor time of an analysed frame</h2>");
    page.append(Svg.columns("ms", labels, parts(report)));
    page.append("<h2>Memory</h2>");
    page.append(
        Svg.columns(
            "MB",
            labels,
            List.of(
                series(report, "stages", Scenario::stagesMegabytes),
                series(report, "broker", Scenario::brokerMegabytes))));
    if (!report.loops().isEmpty()) {
      page.append("<h2>Loops without Kafka</h2>");
      page.append(
          Svg.columns(
              "frames/s",
              report.loops().stream()
                  .map(loop -> "%s, %d threads".formatted(loop.name(), loop.threads()))
                  .toList(),
              List.of(
                  new Series(
                      "frames/s",
                      report.loops().stream().map(LoopResult::framesPerSecond).toList()))));
    }
    return page.append("</body></html>\n").toString();
  }

  private static String label(Scenario scenario) {
    return scenario.name().replaceAll(" cameras?$", "");
  }

  private static Series series(LoadReport report, String name, ToDoubleFunction<Scenario> value) {
    return new Series(name, report.scenarios().stream().map(value::applyAsDouble).toList());
  }

  private static List<Series> parts(LoadReport report) {
    Map<String, Double> largest = new TreeMap<>();
    report
        .scenarios()
        .forEach(
            scenario ->
                scenario.cpuByPart().forEach((part, time) -> largest.merge(part, time, Math::max)));
    List<String> shown =
        largest.entrySet().stream()
            .filter(part -> part.getValue() >= SMALL)
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .limit(Svg.COLOURS.size() - 1)
            .map(Map.Entry::getKey)
            .toList();
    List<Series> parts = new ArrayList<>();
    shown.forEach(part -> parts.add(series(report, part, scenario -> time(scenario, part))));
    parts.add(
        series(
            report,
            "the rest",
            scenario ->
                scenario.cpuByPart().entrySet().stream()
                    .filter(part -> !shown.contains(part.getKey()))
                    .mapToDouble(Map.Entry::getValue)
                    .sum()));
    return parts;
  }

  private static double time(Scenario scenario, String part) {
    return scenario.cpuByPart().getOrDefault(part, 0.0);
  }
}
