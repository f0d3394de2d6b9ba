package io.moodstream.benchmarks.load;

import java.util.Map;

/**
 * What the system did under one load, over the measured time alone.
 *
 * @param rate of each camera, frames/s
 * @param offered frames/s that Kafka took
 * @param analysed frames/s
 * @param skipped frames/s
 * @param facesPerFrame of the frames on the live page
 * @param cores that the system used, Kafka included
 * @param loadCores that the harness itself used: sending frames, reading live events
 * @param otherCores that anything else on the machine used, or its host took
 * @param cpuMillisPerFrame processor time of stages and broker for each analysed frame, ms
 * @param cpuByPart the same, by process and group of threads; adds up to it
 * @param delays from the time at which a frame was due to its event at a live client
 * @param stagesMegabytes resident memory of the stages' process at the end
 * @param brokerMegabytes resident memory of Kafka's process at the end
 * @param offeredBytes pictures that Kafka took, bytes/s
 * @param recordBytes on the broker's disk, by topic, bytes a record
 */
public record Scenario(
    String name,
    int cameras,
    double rate,
    double offered,
    double analysed,
    double skipped,
    double facesPerFrame,
    double cores,
    double loadCores,
    double otherCores,
    double cpuMillisPerFrame,
    Map<String, Double> cpuByPart,
    Percentiles delays,
    double stagesMegabytes,
    double brokerMegabytes,
    double offeredBytes,
    Map<String, Double> recordBytes) {}
