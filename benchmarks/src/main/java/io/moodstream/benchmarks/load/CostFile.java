package io.moodstream.benchmarks.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.moodstream.allinone.commands.capacity.Cost;
import io.moodstream.allinone.commands.capacity.CostSheet;
import io.moodstream.allinone.commands.capacity.MeasuredLoad;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the costs on which {@code moodstream plan} rests: {@code CostFile COSTS.json
 * REPORT.json...}, a report of {@link LoadBenchmark} for each kind of camera.
 */
public final class CostFile {
  /** A load of which less was analysed was too much: its cost is not that of every frame. */
  private static final double ANALYSED = 0.97;

  private static final String DETECTOR = "face-detector";
  private static final String STAGES = "stages: ";

  private CostFile() {}

  public static void main(String[] args) throws IOException {
    List<MeasuredLoad> loads = new ArrayList<>();
    for (String report : List.of(args).subList(1, args.length)) {
      loads.add(of(new ObjectMapper().readValue(Path.of(report).toFile(), LoadReport.class)));
    }
    new CostSheet(loads, CostSheet.shipped().reading()).write(Path.of(args[0]));
  }

  /**
   * @throws IllegalArgumentException if the machine was too slow for every scenario
   */
  static MeasuredLoad of(LoadReport report) {
    List<Scenario> scenarios =
        report.scenarios().stream()
            .filter(scenario -> scenario.analysed() >= ANALYSED * scenario.offered())
            .toList();
    if (scenarios.isEmpty()) {
      throw new IllegalArgumentException("no scenario of the report was analysed wholly");
    }
    Map<String, List<Cost.Point>> points = new TreeMap<>();
    for (Scenario scenario : scenarios) {
      Map<String, Double> parts = new TreeMap<>();
      lasting(scenario).forEach((part, millis) -> parts.merge(part(part), millis, Double::sum));
      parts.forEach(
          (part, millis) ->
              points
                  .computeIfAbsent(part, key -> new ArrayList<>())
                  .add(new Cost.Point(scenario.analysed(), millis * scenario.analysed() / 1e3)));
    }
    Map<String, Cost> costs = new TreeMap<>();
    points.forEach((part, measured) -> costs.put(part, cost(part, measured)));
    Scenario last = scenarios.get(scenarios.size() - 1);
    double faces = scenarios.stream().mapToDouble(Scenario::facesPerFrame).average().orElse(0);
    var load =
        new MeasuredLoad(
            report.date(),
            "%s, %d cores".formatted(report.machine().processor(), report.machine().cores()),
            report.command(),
            report.width(),
            report.height(),
            Math.round(100 * faces) / 100.0,
            report.rate(),
            Math.round(report.pictureBytes()),
            costs,
            last.recordBytes(),
            scenarios.stream().mapToDouble(Scenario::stagesMegabytes).max().orElse(0),
            scenarios.stream().mapToDouble(Scenario::brokerMegabytes).max().orElse(0),
            0);
    return withError(load, scenarios);
  }

  /** The detector's search yields where frames are late, so its largest cost of a frame counts. */
  private static Cost cost(String part, List<Cost.Point> measured) {
    return part.equals(DETECTOR)
        ? new Cost(
            0,
            measured.stream()
                .mapToDouble(point -> 1e3 * point.cores() / point.frames())
                .max()
                .orElseThrow())
        : Cost.through(measured);
  }

  /** Without the compiler's work, which ends. */
  private static Map<String, Double> lasting(Scenario scenario) {
    Map<String, Double> parts = new TreeMap<>(scenario.cpuByPart());
    parts.keySet().removeIf(part -> part.endsWith(": " + ThreadTimes.COMPILER));
    return parts;
  }

  private static double lastingCores(Scenario scenario) {
    double millis = lasting(scenario).values().stream().mapToDouble(Double::doubleValue).sum();
    return millis * scenario.analysed() / 1e3;
  }

  /** Native threads are TensorFlow's: the classifier's. */
  private static String part(String measured) {
    if (!measured.startsWith(STAGES)) {
      return MeasuredLoad.BROKER;
    }
    String group = measured.substring(STAGES.length());
    return switch (group) {
      case DETECTOR, "emotion-classifier", "aggregator", "alerts", "dashboard" -> group;
      case ThreadTimes.OTHERS -> "emotion-classifier";
      default -> MeasuredLoad.SHARED;
    };
  }

  private static MeasuredLoad withError(MeasuredLoad load, List<Scenario> scenarios) {
    double error =
        scenarios.stream()
            .mapToDouble(
                scenario -> Math.abs(load.cores(scenario.analysed()) / lastingCores(scenario) - 1))
            .max()
            .orElse(0);
    return new MeasuredLoad(
        load.date(),
        load.machine(),
        load.command(),
        load.width(),
        load.height(),
        load.faces(),
        load.rate(),
        load.pictureBytes(),
        load.costs(),
        load.recordBytes(),
        load.stagesMegabytes(),
        load.brokerMegabytes(),
        error);
  }
}
