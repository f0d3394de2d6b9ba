package io.moodstream.benchmarks.fuzz;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.aggregator.Aggregator;
import io.moodstream.aggregator.AggregatorSettings;
import io.moodstream.alerts.evaluation.AlertTopology;
import io.moodstream.alerts.evaluation.EvaluationSettings;
import io.moodstream.emotionclassifier.ClassifierSettings;
import io.moodstream.emotionclassifier.EmotionClassifier;
import io.moodstream.emotionclassifier.serving.Prediction;
import io.moodstream.facedetector.FaceDetector;
import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.pipeline.kafka.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bytedeco.javacpp.Pointer;

/**
 * Sends random records through the serdes, the topologies of the four stages and every other
 * reader: {@code RecordFuzzBenchmark INPUTS [SEED]}. Prints a line for each tenth; the exit code is
 * 1 if a record ended a reader, or memory grew.
 */
public final class RecordFuzzBenchmark implements AutoCloseable {
  private static final Probabilities ANY =
      Probabilities.of(List.of(0.1f, 0f, 0f, 0.8f, 0.1f, 0f, 0f));
  private static final int PARTS = 10;
  private static final int BATCH = 500;
  private static final Duration STEP = Duration.ofSeconds(1);

  /** Heap at the end over heap after the second tenth, when every camera and store is known. */
  private static final double LARGEST_GROWTH = 1.3;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<FuzzedTopology> topologies;
  private final FuzzedTails tails;
  private final RandomRecords records;
  private Instant now = Instant.parse("2026-03-04T05:06:07Z");
  private long read;
  private long ends;

  RecordFuzzBenchmark(long seed, Path stateDir) {
    records = new RandomRecords(seed);
    tails = new FuzzedTails(metrics, () -> now, RandomRecords.cameras());
    topologies =
        List.of(
            new FuzzedTopology(
                "detector",
                FaceDetector.topology(DetectorSettings.defaults(), () -> now, metrics),
                List.of(Topics.FRAMES),
                Topics.DETECTOR_DEAD_LETTERS,
                stateDir,
                now),
            new FuzzedTopology(
                "classifier",
                EmotionClassifier.topology(
                    ClassifierSettings.defaults(),
                    (camera, faces) -> predict(faces),
                    (frame, prediction, time) -> {},
                    () -> now,
                    metrics),
                List.of(Topics.FACES),
                Topics.CLASSIFIER_DEAD_LETTERS,
                stateDir,
                now),
            new FuzzedTopology(
                "aggregator",
                Aggregator.topology(AggregatorSettings.defaults(), metrics),
                List.of(Topics.EXPRESSIONS),
                Topics.AGGREGATOR_DEAD_LETTERS,
                stateDir,
                now),
            new FuzzedTopology(
                "alerts",
                AlertTopology.build(EvaluationSettings.DEFAULTS),
                List.of(Topics.SUMMARIES, Topics.ALERT_RULES),
                Topics.ALERTS_DEAD_LETTERS,
                stateDir,
                now));
  }

  public static void main(String[] args) throws IOException {
    int inputs = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    Path stateDir = Files.createTempDirectory("moodstream-fuzz-");
    try (var fuzz = new RecordFuzzBenchmark(seed, stateDir)) {
      boolean sound = fuzz.run(inputs, System.out);
      System.exit(sound ? 0 : 1);
    }
  }

  private boolean run(int inputs, PrintStream out) {
    out.println("records  answers  dead letters  skipped  ends  heap MB  resident MB");
    double early = 0;
    double heap = 0;
    for (int part = 1; part <= PARTS; part++) {
      read(inputs / PARTS);
      heap = heapMegabytes();
      early = part == 2 ? heap : early;
      out.printf(
          "%7d  %7d  %12d  %7d  %4d  %7.0f  %11.0f%n",
          read, answers(), letters(), skipped(), ends, heap, Pointer.physicalBytes() / 1e6);
    }
    return ends == 0 && heap <= early * LARGEST_GROWTH;
  }

  void read(int inputs) {
    for (int i = 0; i < inputs; i++) {
      ConsumerRecord<byte[], byte[]> record = records.next(now);
      read++;
      try {
        topologies.forEach(topology -> topology.read(record));
        tails.read(record);
        if (read % BATCH == 0) {
          now = now.plus(STEP);
          topologies.forEach(topology -> topology.pass(STEP));
          tails.ask(now);
        }
      } catch (RuntimeException e) {
        // What a reader lets through would end its stage.
        ends++;
        System.err.printf("record %d of %s ended its reader: %s%n", read, record.topic(), e);
        e.printStackTrace();
      }
    }
  }

  long ends() {
    return ends;
  }

  long letters() {
    return topologies.stream().mapToLong(FuzzedTopology::letters).sum();
  }

  long answers() {
    return topologies.stream().mapToLong(FuzzedTopology::answers).sum();
  }

  @Override
  public void close() {
    topologies.forEach(FuzzedTopology::close);
    tails.close();
  }

  /** By the dashboard's reader. */
  private long skipped() {
    return Math.round(
        metrics.find("moodstream.records.unreadable").counters().stream()
            .mapToDouble(counter -> counter.count())
            .sum());
  }

  private static Optional<Prediction> predict(List<Pixels> faces) {
    return Optional.of(new Prediction(1, faces.stream().map(face -> ANY).toList()));
  }

  private static double heapMegabytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
  }
}
