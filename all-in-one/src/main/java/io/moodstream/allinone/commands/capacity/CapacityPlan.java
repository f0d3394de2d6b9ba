package io.moodstream.allinone.commands.capacity;

import io.moodstream.pipeline.kafka.TopicLayout;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.summaries.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What cameras need.
 *
 * @param measured whose costs these are
 * @param stages in the order in which a frame flows
 * @param partitions of each topic that is spread by camera
 * @param brokers with the disk and network of all of them together
 * @param unknown what was not measured and is in no figure
 */
public record CapacityPlan(
    Demand demand,
    MeasuredLoad measured,
    List<StagePlan> stages,
    int partitions,
    BrokerPlan brokers,
    List<String> unknown) {
  /** Above this share of a processor delays grow. */
  static final double UTILISATION = 0.7;

  /** Threads of one process; more processes are easier to spread than larger ones. */
  private static final int THREADS = 4;

  /** Cameras are spread over partitions by chance: some get twice as many as others. */
  private static final int PARTITIONS_PER_THREAD = 2;

  private static final Duration FRAMES_KEPT = Duration.ofMinutes(2).plusSeconds(40);
  private static final Duration EXPRESSIONS_KEPT = Duration.ofDays(8);
  private static final Duration SUMMARIES_KEPT = Duration.ofDays(400);
  private static final double MEGABYTE = 1e6;
  private static final double GIGABYTE = 1e9;

  /** Those that share their work among partitions. */
  private static final List<String> SHARED_WORK =
      List.of("face-detector", "emotion-classifier", "aggregator", "alerts");

  static final String DASHBOARD = "dashboard";

  /**
   * A stage.
   *
   * @param cores that must be free for it
   * @param memory of all instances, MB, at most
   * @param limit why the stage cannot do it, if it cannot
   */
  public record StagePlan(
      String stage, int instances, double cores, double memory, Optional<String> limit) {}

  /**
   * Kafka.
   *
   * @param cores that must be free for it, without replication
   * @param disk GB, with replication
   * @param in into the brokers from the stages, Mbit/s
   * @param out from the brokers to the stages, Mbit/s
   * @param answers from the brokers to each machine with cameras, on top, Mbit/s: it reads the
   *     expressions of all cameras
   * @param between the brokers, Mbit/s
   */
  public record BrokerPlan(
      int count,
      double cores,
      double memory,
      double disk,
      double in,
      double out,
      double answers,
      double between) {}

  public CapacityPlan {
    stages = List.copyOf(stages);
    unknown = List.copyOf(unknown);
  }

  public static CapacityPlan of(Demand demand, MeasuredLoad measured, ReadingCost reading) {
    List<StagePlan> stages = new ArrayList<>();
    SHARED_WORK.forEach(stage -> stages.add(stage(stage, demand, measured)));
    stages.add(dashboard(demand, measured, reading));
    int threads =
        stages.stream().mapToInt(stage -> (int) Math.ceil(stage.cores())).max().orElseThrow();
    int partitions = Math.max(TopicLayout.DEFAULT_PARTITIONS, PARTITIONS_PER_THREAD * threads);
    return new CapacityPlan(
        demand, measured, stages, partitions, brokers(demand, measured), unknown(measured));
  }

  private static StagePlan stage(String stage, Demand demand, MeasuredLoad measured) {
    double cores = cost(stage, measured).coresAt(demand.frames()) / UTILISATION;
    int instances = Math.max(1, (int) Math.ceil(cores / THREADS));
    double memory = instances * measured.stagesMegabytes();
    return new StagePlan(stage, instances, cores, memory, Optional.empty());
  }

  /**
   * Every dashboard reads every frame's expressions, on one thread. One page is open, for which
   * another thread writes what it can.
   */
  private static StagePlan dashboard(Demand demand, MeasuredLoad measured, ReadingCost reading) {
    Cost shown = cost(DASHBOARD, measured);
    double read = demand.frames() * reading.millisPerFrame() / 1e3;
    double written = Math.min(1, demand.frames() * shown.millisPerFrame() / 1e3);
    double cores = (shown.cores() + read + written) / UTILISATION;
    Optional<String> limit =
        demand.frames() * reading.millisInBulk() / 1e3 <= UTILISATION
            ? Optional.empty()
            : Optional.of(
                "one thread reads all expressions: about %.0f frames/s at most"
                    .formatted(UTILISATION * 1e3 / reading.millisInBulk()));
    return new StagePlan(DASHBOARD, 1, cores, measured.stagesMegabytes(), limit);
  }

  /** With its part of what works for all stages. */
  private static Cost cost(String stage, MeasuredLoad measured) {
    Cost own = measured.cost(stage);
    double all = measured.cost(DASHBOARD).millisPerFrame();
    for (String other : SHARED_WORK) {
      all += measured.cost(other).millisPerFrame();
    }
    double share = all > 0 ? own.millisPerFrame() / all : 0;
    return own.plus(measured.cost(MeasuredLoad.SHARED).times(share));
  }

  private static BrokerPlan brokers(Demand demand, MeasuredLoad measured) {
    double frames = demand.frames();
    double frame = bytes(Topics.FRAMES.name(), measured);
    double faces = bytes(Topics.FACES.name(), measured);
    double expressions = bytes(Topics.EXPRESSIONS.name(), measured);
    double cores = measured.cost(MeasuredLoad.BROKER).coresAt(frames) / UTILISATION;
    int count = Math.max(demand.replication(), (int) Math.ceil(cores / THREADS));
    double kept =
        frames * (frame + faces) * FRAMES_KEPT.toSeconds()
            + frames * expressions * EXPRESSIONS_KEPT.toSeconds()
            + summaryBytes(demand, measured);
    double in = frames * (frame + faces + expressions);
    // Aggregator and dashboard each read the expressions.
    double out = frames * (frame + faces + 2 * expressions);
    return new BrokerPlan(
        count,
        cores,
        count * measured.brokerMegabytes(),
        demand.replication() * kept / GIGABYTE,
        8 * in / MEGABYTE,
        8 * out / MEGABYTE,
        8 * frames * expressions / MEGABYTE,
        8 * (demand.replication() - 1) * in / MEGABYTE);
  }

  /** After compaction one record is left of each window. */
  private static double summaryBytes(Demand demand, MeasuredLoad measured) {
    double windows = 0;
    for (Step step : Step.values()) {
      windows += (double) SUMMARIES_KEPT.toSeconds() / step.length().toSeconds();
    }
    return demand.cameras() * windows * bytes(Topics.SUMMARIES.name(), measured);
  }

  private static double bytes(String topic, MeasuredLoad measured) {
    return measured.recordBytes(topic).orElse(0.0);
  }

  private static List<String> unknown(MeasuredLoad measured) {
    List<String> unknown =
        new ArrayList<>(
            List.of(
                "the work of Java's compiler in the first minutes of a process",
                "capture and encoding at the cameras' machines",
                "the brokers' processor time for replication and TLS",
                "the changelogs of the stores",
                "pages that are open beyond one"));
    for (var topic : List.of(Topics.FRAMES, Topics.FACES, Topics.EXPRESSIONS, Topics.SUMMARIES)) {
      if (measured.recordBytes(topic.name()).isEmpty()) {
        unknown.add("the size of records of " + topic.name());
      }
    }
    return unknown;
  }

  /** Of the stages and of Kafka together. */
  double cores() {
    return stages.stream().mapToDouble(StagePlan::cores).sum() + brokers.cores();
  }
}
