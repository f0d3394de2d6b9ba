package io.moodstream.allinone.commands.capacity;

import io.moodstream.allinone.commands.capacity.CapacityPlan.BrokerPlan;
import io.moodstream.allinone.commands.capacity.CapacityPlan.StagePlan;
import java.util.Locale;

/** A plan as text. */
final class PlanTable {
  private PlanTable() {}

  static String of(CapacityPlan plan) {
    Demand demand = plan.demand();
    var text = new StringBuilder();
    line(
        text,
        "%d cameras x %s frames/s of %dx%d with %s faces: %s frames/s",
        demand.cameras(),
        number(demand.rate()),
        demand.width(),
        demand.height(),
        number(demand.faces()),
        number(demand.frames()));
    text.append(String.format("%n"));
    line(text, "%-20s %9s %7s %10s", "", "instances", "cores", "memory GB");
    for (StagePlan stage : plan.stages()) {
      line(
          text,
          "%-20s %9d %7.1f %10.1f%s",
          stage.stage(),
          stage.instances(),
          stage.cores(),
          stage.memory() / 1e3,
          stage.limit().map(reason -> "  LIMIT: " + reason).orElse(""));
    }
    BrokerPlan brokers = plan.brokers();
    line(
        text,
        "%-20s %9d %7.1f %10.1f",
        "Kafka",
        brokers.count(),
        brokers.cores(),
        brokers.memory() / 1e3);
    line(text, "%-20s %9s %7.1f", "all", "", plan.cores());
    text.append(String.format("%n"));
    line(text, "partitions           %d (--topic-partitions)", plan.partitions());
    line(text, "disk                 %.1f GB, in %d copies", brokers.disk(), demand.replication());
    line(
        text,
        "network              %.0f Mbit/s into Kafka, %.0f out, %.0f between brokers; %.1f more out"
            + " for each machine with cameras",
        brokers.in(),
        brokers.out(),
        brokers.between(),
        brokers.answers());
    text.append(String.format("%n"));
    MeasuredLoad measured = plan.measured();
    line(
        text,
        "Cores leave %.0f%% free. The costs are those of %s, measured %s on %s;",
        100 * (1 - CapacityPlan.UTILISATION),
        kind(measured),
        measured.date(),
        measured.machine());
    line(
        text,
        "they describe that measurement to within %.0f%%. No other machine was measured.",
        100 * measured.error());
    line(text, "Memory is at most this: each instance counts as a process of all stages.");
    line(text, "Not measured, and in no figure: %s.", String.join("; ", plan.unknown()));
    return text.toString();
  }

  /** What was measured, in a few words. */
  static String kind(MeasuredLoad load) {
    return "%dx%d with %s faces at %s frames/s"
        .formatted(load.width(), load.height(), number(load.faces()), number(load.rate()));
  }

  /** With one decimal where there is one. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
