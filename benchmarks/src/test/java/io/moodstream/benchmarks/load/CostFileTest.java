package io.moodstream.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.moodstream.allinone.commands.capacity.Cost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostFileTest {
  private static LoadReport report(Scenario... scenarios) {
    return new LoadReport(
        "2026-01-31",
        "LoadBenchmark",
        new Machine("CPU", 2, 8000, "Linux", "17"),
        "synthetic:1",
        640,
        480,
        41_000,
        10,
        5,
        15,
        List.of(),
        List.of(scenarios));
  }

  private static Scenario scenario(double analysed, double skipped, Map<String, Double> parts) {
    double perFrame = parts.values().stream().mapToDouble(Double::doubleValue).sum();
    return new Scenario(
        "",
        (int) analysed / 10,
        10,
        analysed + skipped,
        analysed,
        skipped,
        3,
        perFrame * analysed / 1e3,
        0,
        0,
        perFrame,
        parts,
        new Percentiles(1, 1, 1, 1, 1),
        500 + analysed,
        200,
        1e6,
        Map.of("moodstream.frames.v1", 41_000.0));
  }

  @Test
  void shouldSeparateFixedCostsFromThoseOfAFrame() {
    // The broker uses 0.1 cores and 5 ms a frame: 15 ms at 10 frames/s, 10 ms at 20.
    var load =
        CostFile.of(
            report(
                scenario(10, 0, Map.of("stages: face-detector", 20.0, "broker: network", 15.0)),
                scenario(
                    20,
                    0,
                    Map.of(
                        "stages: face-detector", 20.0, "broker: network", 4.0, "broker: x", 6.0))));

    Cost broker = load.costs().get("broker");
    assertThat(broker.cores()).isCloseTo(0.1, within(1e-9));
    assertThat(broker.millisPerFrame()).isCloseTo(5, within(1e-9));
    assertThat(load.costs().get("face-detector").millisPerFrame()).isCloseTo(20, within(1e-9));
    assertThat(load.error()).isCloseTo(0, within(1e-9));
    assertThat(load.stagesMegabytes()).isEqualTo(520);
    assertThat(load.machine()).isEqualTo("CPU, 2 cores");
  }

  @Test
  void shouldCountNativeThreadsAsTheClassifiersAndLeaveOutTheCompiler() {
    var load =
        CostFile.of(
            report(
                scenario(
                    10,
                    0,
                    Map.of(
                        "stages: emotion-classifier",
                        2.0,
                        "stages: " + ThreadTimes.OTHERS,
                        3.0,
                        "stages: Kafka clients",
                        1.0,
                        "stages: collector",
                        0.5,
                        "stages: compiler",
                        7.0))));

    assertThat(load.costs().get("emotion-classifier").millisPerFrame()).isCloseTo(5, within(1e-9));
    assertThat(load.costs().get("shared").millisPerFrame()).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void shouldTakeTheDetectorsLargestCostOfAFrame() {
    var load =
        CostFile.of(
            report(
                scenario(10, 0, Map.of("stages: face-detector", 40.0)),
                scenario(20, 0, Map.of("stages: face-detector", 25.0))));

    assertThat(load.costs()).containsEntry("face-detector", new Cost(0, 40));
  }

  @Test
  void shouldLeaveOutLoadsThatWereTooMuch() {
    var load =
        CostFile.of(
            report(
                scenario(10, 0, Map.of("broker: network", 10.0)),
                scenario(30, 50, Map.of("broker: network", 90.0))));

    assertThat(load.costs().get("broker").millisPerFrame()).isCloseTo(10, within(1e-9));
    assertThatThrownBy(() -> CostFile.of(report(scenario(30, 50, Map.of()))))
        .hasMessageContaining("wholly");
  }

  @Test
  void shouldStateHowFarMeasurementsAreFromTheLine() {
    var load =
        CostFile.of(
            report(
                scenario(10, 0, Map.of("broker: network", 20.0)),
                scenario(20, 0, Map.of("broker: network", 30.0))));

    // Through the origin: 28 ms, where 20 were measured.
    assertThat(load.error()).isCloseTo(0.4, within(1e-9));
  }
}
