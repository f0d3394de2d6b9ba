package io.moodstream.allinone.commands.capacity;

import java.util.Map;
import java.util.Optional;

/**
 * What one kind of camera costs, as the load harness has measured it.
 *
 * @param date as 2026-01-31
 * @param machine on which it was measured
 * @param command of the harness
 * @param width pixels
 * @param height pixels
 * @param faces mean of a frame
 * @param rate of each camera, frames/s
 * @param pictureBytes mean of a JPEG
 * @param costs by part: the stages' names, {@link #BROKER}, {@link #SHARED}
 * @param recordBytes on disk, by topic, bytes a record
 * @param stagesMegabytes resident memory of all stages in one process, the most that was seen
 * @param brokerMegabytes resident memory of the broker's process, the most that was seen
 * @param error the largest deviation of the costs' sum from a measured load, as a share of it
 */
public record MeasuredLoad(
    String date,
    String machine,
    String command,
    int width,
    int height,
    double faces,
    double rate,
    double pictureBytes,
    Map<String, Cost> costs,
    Map<String, Double> recordBytes,
    double stagesMegabytes,
    double brokerMegabytes,
    double error) {
  public static final String BROKER = "broker";

  /** Kafka clients and the garbage collector: they work for every stage. */
  public static final String SHARED = "shared";

  /** A mean that is this much below the number asked for counts as that number. */
  private static final double TOLERANCE = 0.05;

  public MeasuredLoad {
    costs = Map.copyOf(costs);
    recordBytes = Map.copyOf(recordBytes);
  }

  long pixels() {
    return (long) width * height;
  }

  /**
   * Whether such cameras cost no more than these: a frame costs more with its pixels and its faces,
   * and less where a camera sends more of them, because the search has a budget of time.
   */
  boolean covers(Demand demand) {
    return pixels() >= demand.pixels()
        && faces >= demand.faces() * (1 - TOLERANCE)
        && rate <= demand.rate() * (1 + TOLERANCE);
  }

  /** Of all parts, at so many frames/s. */
  public double cores(double frames) {
    return costs.values().stream().mapToDouble(cost -> cost.coresAt(frames)).sum();
  }

  Cost cost(String part) {
    return Optional.ofNullable(costs.get(part)).orElse(Cost.NONE);
  }

  /** Of a record of a topic; empty where none was measured. */
  Optional<Double> recordBytes(String topic) {
    return Optional.ofNullable(recordBytes.get(topic));
  }
}
