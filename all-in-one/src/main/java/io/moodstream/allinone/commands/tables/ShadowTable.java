package io.moodstream.allinone.commands.tables;

import io.moodstream.dashboard.models.ShadowReport;
import io.moodstream.pipeline.frames.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Champion and challenger side by side, as text. */
public final class ShadowTable {
  private ShadowTable() {}

  /** Lines for a terminal. */
  public static List<String> of(ShadowReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            "champion %d, challenger %d, since %s",
            report.champion().version(), report.challenger().version(), report.since()));
    lines.add(line("%,d frames, %,d faces", report.frames(), report.faces()));
    if (report.faces() > 0) {
      addFigures(lines, report);
    }
    return lines;
  }

  private static void addFigures(List<String> lines, ShadowReport report) {
    ShadowReport.Side champion = report.champion();
    ShadowReport.Side challenger = report.challenger();
    lines.add(line("agreement %.1f %%", 100 * report.agreement()));
    lines.add(line("%-16s %10s %10s", "", "champion", "challenger"));
    lines.add(percent("confidence", champion.confidence(), challenger.confidence()));
    lines.add(millis("inference mean", champion.meanMillis(), challenger.meanMillis()));
    lines.add(millis("inference p95", champion.p95Millis(), challenger.p95Millis()));
    for (Expression expression : Expression.ALL) {
      lines.add(
          percent(
              expression.label(),
              champion.shares().get(expression.index()),
              challenger.shares().get(expression.index())));
    }
  }

  private static String percent(String name, double champion, double challenger) {
    return line("%-16s %8.1f %% %8.1f %%", name, 100 * champion, 100 * challenger);
  }

  private static String millis(String name, double champion, double challenger) {
    return line("%-16s %7.1f ms %7.1f ms", name, champion, challenger);
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
