package io.moodstream.allinone.commands.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.moodstream.allinone.commands.capacity.CapacityPlan.StagePlan;
import io.moodstream.pipeline.kafka.Topics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CapacityPlanTest {
  private static final MeasuredLoad LARGE = measured(1280, 720, 3, 5, 20);
  private static final MeasuredLoad SMALL = measured(640, 480, 2, 5, 10);
  private static final ReadingCost READING =
      new ReadingCost("2026-01-31", "a machine", "ScaleBenchmark", 0.05, 0.02);

  /**
   * @param detector ms a frame
   */
  private static MeasuredLoad measured(
      int width, int height, double faces, double rate, double detector) {
    return new MeasuredLoad(
        "2026-01-31",
        "a machine",
        "LoadBenchmark",
        width,
        height,
        faces,
        rate,
        100_000,
        Map.of(
            "face-detector",
            new Cost(0, detector),
            "emotion-classifier",
            new Cost(0, 4),
            "aggregator",
            new Cost(0, 1),
            "alerts",
            new Cost(0.1, 0),
            "dashboard",
            new Cost(0, 0.5),
            MeasuredLoad.SHARED,
            new Cost(0.2, 0),
            MeasuredLoad.BROKER,
            new Cost(0, 2)),
        Map.of(
            Topics.FRAMES.name(), 100_000.0,
            Topics.FACES.name(), 10_000.0,
            Topics.EXPRESSIONS.name(), 500.0,
            Topics.SUMMARIES.name(), 200.0),
        600,
        300,
        0.1);
  }

  private static Demand demand(int cameras) {
    return new Demand(cameras, 5, 1280, 720, 2, 3);
  }

  private static StagePlan stage(CapacityPlan plan, String name) {
    return plan.stages().stream().filter(one -> one.stage().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void shouldTurnFramesIntoCoresInstancesAndPartitions() {
    var plan = CapacityPlan.of(demand(500), LARGE, READING);

    // 2500 frames/s x 20 ms = 50 cores, and a part of what is shared, at 70%.
    assertThat(stage(plan, "face-detector").cores())
        .isCloseTo((50 + 0.2 * 20 / 25.5) / 0.7, within(1e-9));
    assertThat(stage(plan, "face-detector").instances()).isEqualTo(18);
    assertThat(stage(plan, "face-detector").memory()).isEqualTo(18 * 600);
    assertThat(plan.partitions()).isEqualTo(2 * 72);
    assertThat(plan.cores())
        .isCloseTo((2500 * 27 / 1e3 + 0.1 + 0.2 + 0.125 + 1) / 0.7, within(1e-9));
    // 2500 x 0.05 ms to read, a whole processor for a page that cannot show all, and its part.
    assertThat(stage(plan, "dashboard").cores())
        .isCloseTo((0.125 + 1 + 0.2 * 0.5 / 25.5) / 0.7, within(1e-9));
  }

  @Test
  void shouldCountWhatIsKeptInEveryCopy() {
    var one = CapacityPlan.of(new Demand(1, 5, 1280, 720, 2, 1), LARGE, READING).brokers();
    var three = CapacityPlan.of(new Demand(1, 5, 1280, 720, 2, 3), LARGE, READING).brokers();

    double frames = 5 * 110_000.0 * 160;
    double expressions = 5 * 500.0 * 8 * 86_400;
    double summaries = 200.0 * 400 * (8640 + 1440 + 24);
    assertThat(one.disk()).isCloseTo((frames + expressions + summaries) / 1e9, within(1e-9));
    assertThat(three.disk()).isCloseTo(3 * one.disk(), within(1e-9));
    assertThat(one.between()).isZero();
    assertThat(three.between()).isCloseTo(2 * three.in(), within(1e-9));
    assertThat(one.in()).isCloseTo(8 * 5 * 110_500 / 1e6, within(1e-9));
    assertThat(one.out()).isCloseTo(8 * 5 * 111_000 / 1e6, within(1e-9));
    assertThat(one.answers()).isCloseTo(8 * 5 * 500 / 1e6, within(1e-9));
    assertThat(one.count()).isEqualTo(1);
    assertThat(three.count()).isEqualTo(3);
  }

  @Test
  void shouldKeepTheUsualPartitionsOfFewCameras() {
    assertThat(CapacityPlan.of(demand(2), LARGE, READING).partitions()).isEqualTo(8);
  }

  @Test
  void shouldNameTheStageThatCannotBeSplit() {
    assertThat(stage(CapacityPlan.of(demand(200), LARGE, READING), "dashboard").limit()).isEmpty();

    var limit = stage(CapacityPlan.of(demand(20_000), LARGE, READING), "dashboard").limit();

    assertThat(limit.orElseThrow()).contains("35000 frames/s");
  }

  @Test
  void shouldNameWhatWasNotMeasured() {
    var without =
        new MeasuredLoad("", "", "", 1280, 720, 3, 5, 1, LARGE.costs(), Map.of(), 600, 300, 0.1);

    assertThat(CapacityPlan.of(demand(5), LARGE, READING).unknown())
        .noneMatch(line -> line.contains("size of records"));
    assertThat(CapacityPlan.of(demand(5), without, READING).unknown())
        .contains("the size of records of moodstream.frames.v1");
  }

  @Test
  void shouldTakeTheCheapestCostThatIsNotTooLow() {
    var sheet = new CostSheet(List.of(LARGE, SMALL), READING);

    assertThat(sheet.upperBound(new Demand(1, 5, 640, 480, 2, 1))).contains(SMALL);
    assertThat(sheet.upperBound(new Demand(1, 5, 640, 480, 3, 1))).contains(LARGE);
    assertThat(sheet.upperBound(new Demand(1, 30, 800, 600, 1, 1))).contains(LARGE);
  }

  @Test
  void shouldNotGuessWhatNoMeasurementCovers() {
    var sheet = new CostSheet(List.of(LARGE, SMALL), READING);

    assertThat(sheet.upperBound(new Demand(1, 5, 1920, 1080, 1, 1))).isEmpty();
    assertThat(sheet.upperBound(new Demand(1, 5, 640, 480, 4, 1))).isEmpty();
    assertThat(sheet.upperBound(new Demand(1, 1, 640, 480, 1, 1))).isEmpty();
  }

  @Test
  void shouldRefuseWhatCannotBe() {
    assertThatThrownBy(() -> new Demand(0, 5, 640, 480, 1, 1)).hasMessageContaining("cameras");
    assertThatThrownBy(() -> new Demand(1, 0, 640, 480, 1, 1)).hasMessageContaining("rate");
    assertThatThrownBy(() -> new Demand(1, 5, 1, 480, 1, 1)).hasMessageContaining("size");
    assertThatThrownBy(() -> new Demand(1, 5, 640, 480, -1, 1)).hasMessageContaining("faces");
    assertThatThrownBy(() -> new Demand(1, 5, 640, 480, 1, 0)).hasMessageContaining("replication");
  }
}
