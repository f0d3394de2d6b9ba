package io.moodstream.benchmarks.scale;

import io.moodstream.testbroker.BrokerProcess;
import io.moodstream.testbroker.Loopback;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many cameras for aggregator and dashboard; see {@code benchmarks/README.md}. */
@Command(
    name = "ScaleBenchmark",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends the answered frames of many cameras to a Kafka of its own and measures the aggregator",
      "and the dashboard, each in a process of its own: processor time a frame, memory, queries,",
      "the time after a kill, and three aggregators that share the load. In the end every frame",
      "must be counted exactly once."
    })
public final class ScaleBenchmark implements Callable<Integer> {
  private static final Duration CATCH_UP_LIMIT = Duration.ofMinutes(3);
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(30);

  @Option(names = "--cameras", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}")
  private int cameras = 1000;

  @Option(
      names = "--rate",
      defaultValue = "5",
      description = "Frames/s of each. Default: ${DEFAULT-VALUE}")
  private double rate = 5;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "Of each measurement. Default: ${DEFAULT-VALUE}")
  private int seconds = 20;

  private final List<ScaledStage> aggregators = new ArrayList<>();

  /** Runs it with these options. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new ScaleBenchmark()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    Instant begin = Instant.now();
    Path folder = Files.createTempDirectory("moodstream-scale");
    try (var broker = BrokerProcess.start(folder)) {
      String servers = broker.connection().bootstrapServers();
      int queries = Loopback.freePort();
      int page = Loopback.freePort();
      addAggregator(folder, servers, queries);
      try (var dashboard =
              ScaledStage.start(
                  "dashboard",
                  folder,
                  servers,
                  List.of(
                      "dashboard", "--aggregator=http://127.0.0.1:" + queries, "--port=" + page));
          var load = new OfferedExpressions(broker.connection(), cameras)) {
        print("ready", "aggregator %.1f s", seconds(aggregators.get(0).awaitReady()));
        dashboard.awaitReady();
        var calls = new ApiCalls(URI.create("http://127.0.0.1:" + page), load.cameras(), begin);
        load.offer(cameras * rate);
        TimeUnit.SECONDS.sleep(seconds);
        print("warm-up", "keeps up after %.0f s", seconds + seconds(awaitKeepingUp(load)));
        steady(load, dashboard, calls);
        mostAtOnce(load, dashboard);
        load.offer(cameras * rate);
        killed(load);
        shared(folder, servers, load);
        load.offer(0);
        awaitCounted(load);
        return counted(load, calls) ? 0 : 1;
      }
    } finally {
      aggregators.forEach(ScaledStage::close);
    }
  }

  private void addAggregator(Path folder, String servers, int queries) throws IOException {
    String name = "aggregator-" + (aggregators.size() + 1);
    aggregators.add(
        ScaledStage.start(
            name, folder, servers, List.of("aggregate", "--query-listen=127.0.0.1:" + queries)));
  }

  private void steady(OfferedExpressions load, ScaledStage dashboard, ApiCalls calls)
      throws IOException, InterruptedException {
    var aggregator = Usage.of(aggregators.get(0));
    var shown = Usage.of(dashboard);
    long before = load.written();
    double countedBefore = counted();
    calls.repeat(Duration.ofSeconds(seconds));
    double frames = load.written() - before;
    double counted = counted() - countedBefore;
    print("offered", "%.0f frames/s of %d cameras", frames / seconds, cameras);
    print("counted", "%.0f frames/s", counted / seconds);
    print("aggregator", aggregator.since(counted));
    print("dashboard", shown.since(counted));
    print("queries", calls.toString());
  }

  /** As many as Kafka takes; then until all are counted. */
  private void mostAtOnce(OfferedExpressions load, ScaledStage dashboard)
      throws IOException, InterruptedException {
    awaitCounted(load);
    var aggregator = Usage.of(aggregators.get(0));
    var shown = Usage.of(dashboard);
    long before = load.written();
    long start = System.nanoTime();
    load.offer(Double.POSITIVE_INFINITY);
    TimeUnit.SECONDS.sleep(seconds);
    load.offer(0);
    awaitCounted(load);
    double frames = load.written() - before;
    print(
        "most",
        "%.0f frames/s counted, with the producer and Kafka on the same machine",
        frames / seconds(Duration.ofNanos(System.nanoTime() - start)));
    print("aggregator", aggregator.since(frames));
    print("dashboard", shown.since(frames));
  }

  private void killed(OfferedExpressions load) throws IOException, InterruptedException {
    aggregators.get(0).killAndStart();
    double ready = seconds(aggregators.get(0).awaitReady());
    double caughtUp = seconds(awaitAnswering(load));
    print("killed", "ready after %.1f s, caught up %.1f s later", ready, caughtUp);
  }

  private void shared(Path folder, String servers, OfferedExpressions load)
      throws IOException, InterruptedException {
    addAggregator(folder, servers, Loopback.freePort());
    addAggregator(folder, servers, Loopback.freePort());
    long start = System.nanoTime();
    for (ScaledStage aggregator : aggregators) {
      aggregator.awaitReady();
    }
    double ready = seconds(Duration.ofNanos(System.nanoTime() - start));
    List<Double> frames = countedByEach(Duration.ofSeconds(1));
    while (frames.contains(0.0) && System.nanoTime() - start < CATCH_UP_LIMIT.toNanos()) {
      frames = countedByEach(Duration.ofSeconds(1));
    }
    double sharing = seconds(Duration.ofNanos(System.nanoTime() - start));
    print("shared", "all ready after %.1f s, all count after %.1f s", ready, sharing);
    frames = countedByEach(Duration.ofSeconds(seconds));
    print("shared", "frames/s of each: %s", perSecond(frames));
    print("offered", "%.0f frames", (double) load.written());
  }

  private List<Double> countedByEach(Duration during) throws IOException, InterruptedException {
    List<Double> frames = new ArrayList<>();
    for (ScaledStage aggregator : aggregators) {
      frames.add(-aggregator.sum(ApiCalls.COUNTED));
    }
    TimeUnit.MILLISECONDS.sleep(during.toMillis());
    for (int i = 0; i < frames.size(); i++) {
      frames.set(i, frames.get(i) + aggregators.get(i).sum(ApiCalls.COUNTED));
    }
    return frames;
  }

  private String perSecond(List<Double> frames) {
    return frames.stream()
        .map(count -> String.format(Locale.ROOT, "%.0f", count / seconds))
        .collect(Collectors.joining(", "));
  }

  private double counted() throws IOException, InterruptedException {
    double sum = 0;
    for (ScaledStage aggregator : aggregators) {
      sum += aggregator.sum(ApiCalls.COUNTED);
    }
    return sum;
  }

  /** While the one aggregator has counted everything from its start. */
  private void awaitCounted(OfferedExpressions load) throws IOException, InterruptedException {
    long start = System.nanoTime();
    double before = -1;
    double now = counted();
    // After a kill the counters begin anew, so the end is when they stand still.
    while (now < load.written() && now != before) {
      if (System.nanoTime() - start > CATCH_UP_LIMIT.toNanos()) {
        throw new IOException("the aggregators count no more");
      }
      TimeUnit.SECONDS.sleep(2);
      before = now;
      now = counted();
    }
  }

  /** Until it is less than a second behind. */
  private Duration awaitKeepingUp(OfferedExpressions load)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (load.written() - counted() > cameras * rate) {
      if (System.nanoTime() - start > CATCH_UP_LIMIT.toNanos()) {
        throw new IOException("the aggregator does not keep up");
      }
      TimeUnit.SECONDS.sleep(1);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Until it counts no faster than frames come. */
  private Duration awaitAnswering(OfferedExpressions load)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    double before = counted();
    long offered = load.written();
    while (System.nanoTime() - start < CATCH_UP_LIMIT.toNanos()) {
      TimeUnit.SECONDS.sleep(1);
      double now = counted();
      long written = load.written();
      if (now - before > 0 && now - before < 1.2 * (written - offered)) {
        break;
      }
      before = now;
      offered = written;
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Windows are written about once a second. */
  private static boolean counted(OfferedExpressions load, ApiCalls calls)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long sum = calls.framesCounted();
    while (sum < load.written() && System.nanoTime() - start < SETTLE_LIMIT.toNanos()) {
      TimeUnit.SECONDS.sleep(1);
      sum = calls.framesCounted();
    }
    print("exactly once", "%d frames written, %d in the windows", load.written(), sum);
    return sum == load.written();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static void print(String what, String format, Object... values) {
    System.out.printf(Locale.ROOT, "%-14s%s%n", what, String.format(Locale.ROOT, format, values));
  }

  /** Of a process up to a moment. */
  private record Usage(ProcessHandle process, double millis) {
    static Usage of(ScaledStage stage) {
      return new Usage(stage.process(), millis(stage.process()));
    }

    private static double millis(ProcessHandle process) {
      return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e6;
    }

    String since(double frames) throws IOException {
      double used = millis(process) - millis;
      return String.format(
          Locale.ROOT,
          "%.3f CPU-ms a frame, so %.0f frames/s on one core; %.0f MB",
          used / frames,
          1000 * frames / used,
          residentMegabytes());
    }

    private double residentMegabytes() throws IOException {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    }
  }
}
