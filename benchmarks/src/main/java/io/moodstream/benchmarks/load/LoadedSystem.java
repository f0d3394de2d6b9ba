package io.moodstream.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import io.moodstream.benchmarks.MoodstreamRun;
import io.moodstream.pipeline.kafka.KafkaConnection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** {@code moodstream run} with an open page, and the cameras of the harness. */
final class LoadedSystem implements AutoCloseable {
  private static final OperatingSystemMXBean OWN =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final Duration DRAIN_STEP = Duration.ofSeconds(1);
  private static final int DRAIN_STEPS = 30;

  private final MoodstreamRun run;
  private final KafkaConnection kafka;
  private final LiveDelays page;
  private final Footage footage;
  private final Duration warmUp;
  private final Duration length;
  private boolean warm;

  private LoadedSystem(
      MoodstreamRun run,
      KafkaConnection kafka,
      LiveDelays page,
      Footage footage,
      Duration warmUp,
      Duration length) {
    this.run = run;
    this.kafka = kafka;
    this.page = page;
    this.footage = footage;
    this.warmUp = warmUp;
    this.length = length;
  }

  /**
   * Returns once it is ready. Of its own it has one camera, which sends one picture and ends.
   *
   * @param warmUp before each measurement, and four times as long before the first
   * @param length of each measurement
   */
  static LoadedSystem start(Footage footage, Duration warmUp, Duration length)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("moodstream-picture");
    Files.write(folder.resolve("first.jpg"), footage.picture(0, 0));
    MoodstreamRun run = MoodstreamRun.ready(List.of("first=dir:" + folder));
    return new LoadedSystem(
        run, run.kafka(), LiveDelays.follow(run.url()), footage, warmUp, length);
  }

  /** What has been counted up to a moment. */
  private record Counts(
      double analysed,
      double skipped,
      long frames,
      long bytes,
      double cpu,
      double own,
      double busy,
      long at) {}

  Scenario measure(String name, RateSchedule schedule) throws IOException, InterruptedException {
    try (OfferedLoad load = OfferedLoad.start(kafka, schedule, footage)) {
      TimeUnit.NANOSECONDS.sleep(warm ? warmUp.toNanos() : 4 * warmUp.toNanos());
      warm = true;
      ThreadTimes stagesBefore = ThreadTimes.of(run.stages());
      ThreadTimes brokerBefore = ThreadTimes.of(run.broker());
      page.restart();
      Counts before = counts(load);
      TimeUnit.NANOSECONDS.sleep(length.toNanos());
      Counts after = counts(load);
      Percentiles delays = page.delays();
      double faces = page.facesPerFrame();
      ThreadTimes stages = ThreadTimes.of(run.stages());
      ThreadTimes broker = ThreadTimes.of(run.broker());
      double seconds = (after.at - before.at) / 1e9;
      double analysed = after.analysed - before.analysed;
      double cpu = after.cpu - before.cpu;
      double own = after.own - before.own;
      double others = Math.max(0, after.busy - before.busy - cpu - own);
      double perFrame = cpu / Math.max(1, analysed);
      return new Scenario(
          name,
          schedule.cameras(),
          schedule.rate(),
          (after.frames - before.frames) / seconds,
          analysed / seconds,
          (after.skipped - before.skipped) / seconds,
          faces,
          cpu / 1e3 / seconds,
          own / 1e3 / seconds,
          others / 1e3 / seconds,
          perFrame,
          byPart(perFrame, stagesBefore, stages, brokerBefore, broker),
          delays,
          Machine.residentMegabytes(run.stages().pid()),
          Machine.residentMegabytes(run.broker().pid()),
          (after.bytes - before.bytes) / seconds,
          RecordSizes.of(kafka));
    } finally {
      drain();
    }
  }

  private Counts counts(OfferedLoad load) throws IOException, InterruptedException {
    Map<String, Double> metrics = run.metrics();
    return new Counts(
        frames(metrics, "analysed"),
        frames(metrics, "skipped"),
        load.frames(),
        load.bytes(),
        ThreadTimes.processMillis(run.stages()) + ThreadTimes.processMillis(run.broker()),
        OWN.getProcessCpuTime() / 1e6,
        Machine.busyMillis(),
        System.nanoTime());
  }

  private static double frames(Map<String, Double> metrics, String outcome) {
    return metrics.getOrDefault(
        "moodstream_classifier_frames_total{outcome=\"%s\"}".formatted(outcome), 0.0);
  }

  /** The threads were read a little before and after the measurement, so only shares are taken. */
  private static Map<String, Double> byPart(
      double perFrame,
      ThreadTimes stagesBefore,
      ThreadTimes stages,
      ThreadTimes brokerBefore,
      ThreadTimes broker) {
    double ofStages = stages.process() - stagesBefore.process();
    double ofBroker = broker.process() - brokerBefore.process();
    double whole = Math.max(1e-9, ofStages + ofBroker);
    Map<String, Double> parts = new TreeMap<>();
    stages
        .sharesSince(stagesBefore)
        .forEach(
            (group, share) -> parts.put("stages: " + group, perFrame * share * ofStages / whole));
    broker
        .sharesSince(brokerBefore)
        .forEach(
            (group, share) -> parts.put("broker: " + group, perFrame * share * ofBroker / whole));
    return parts;
  }

  /** Until nothing is left over for the next measurement. */
  private void drain() throws IOException, InterruptedException {
    double before = -1;
    for (int step = 0; step < DRAIN_STEPS; step++) {
      Map<String, Double> metrics = run.metrics();
      double answered = frames(metrics, "analysed") + frames(metrics, "skipped");
      if (answered == before) {
        return;
      }
      before = answered;
      TimeUnit.NANOSECONDS.sleep(DRAIN_STEP.toNanos());
    }
  }

  @Override
  public void close() {
    page.close();
    run.close();
  }
}
