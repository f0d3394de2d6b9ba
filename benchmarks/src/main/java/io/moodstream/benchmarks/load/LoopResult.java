package io.moodstream.benchmarks.load;

import java.util.Map;

/**
 * A loop over pictures without Kafka.
 *
 * @param cpuMillisPerFrame of the whole process
 * @param stepMillis processor time of each step a frame, ms; empty where it was not measured
 */
public record LoopResult(
    String name,
    int threads,
    double framesPerSecond,
    double cpuMillisPerFrame,
    double facesPerFrame,
    Map<String, Double> stepMillis) {
  LoopResult withSteps(Map<String, Double> steps) {
    return new LoopResult(name, threads, framesPerSecond, cpuMillisPerFrame, facesPerFrame, steps);
  }
}
