package io.moodstream.benchmarks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.allinone.broker.EmbeddedBroker;
import io.moodstream.emotionclassifier.ClassifierSettings;
import io.moodstream.emotionclassifier.EmotionClassifier;
import io.moodstream.emotionclassifier.FollowSettings;
import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.model.ModelCard;
import io.moodstream.emotionclassifier.registry.ModelRepository;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/**
 * Model swaps under load: {@code SwapBenchmark [SWAPS]}, 100 by default. One classifier analyses
 * four cameras of ten frames a second while the model that ships and a copy of it are promoted in
 * turn, then for as long without a swap. Each swap loads a network and closes another. Prints the
 * longest pause between two answers of a camera in both, and how much the process has grown with
 * each swap.
 */
public final class SwapBenchmark {
  /** Before anything is measured: the first ones load classes and fill pools. */
  private static final int WARM_UP_SWAPS = 20;

  /** Of a run: memory is printed after each. */
  private static final int PARTS = 4;

  private static final String CALLER = "benchmark";
  private static final String[] NAMES = {"longest pause between answers", "answers a second"};

  private final ModelRepository models;
  private final SwapLoad load;
  private final int[] versions;
  private int swapped;

  private SwapBenchmark(ModelRepository models, SwapLoad load, int[] versions) {
    this.models = models;
    this.load = load;
    this.versions = versions;
  }

  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    int swaps = args.length == 0 ? 100 : Integer.parseInt(args[0]);
    Path folder = Files.createTempDirectory("moodstream-swaps-");
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, Optional.empty())) {
      KafkaConnection kafka = broker.connection();
      try (Admin admin = kafka.admin()) {
        Topics.createMissing(admin, (short) 1);
      }
      ModelBundle shipped = ModelBundle.shipped(folder.resolve("shipped"));
      ModelBundle copy = copy(shipped, folder.resolve("copy"));
      try (ModelRepository models = new ModelRepository(kafka)) {
        int[] versions = {publish(models, shipped), publish(models, copy)};
        try (Pipeline classifier = startClassifier(kafka, folder.resolve("state"))) {
          requireUp(classifier.awaitStarted());
          try (SwapLoad load = new SwapLoad(kafka)) {
            new SwapBenchmark(models, load, versions).run(swaps);
          }
          requireUp(classifier.health());
        }
      }
    }
  }

  private void run(int swaps) throws InterruptedException {
    swap(WARM_UP_SWAPS);
    ProcessMemory before = ProcessMemory.now();
    load.begin();
    long start = System.nanoTime();
    List<ProcessMemory> onTheWay = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      swap(swaps * (part + 1) / PARTS - swaps * part / PARTS);
      onTheWay.add(ProcessMemory.now());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    SwapLoad.Measured with = load.end();
    ProcessMemory after = ProcessMemory.now();
    load.begin();
    TimeUnit.NANOSECONDS.sleep(took.toNanos());
    SwapLoad.Measured without = load.end();
    print("%,d swaps in %.1f s", swaps, took.toMillis() / 1e3);
    print("%-30s %8s %8s", "", "without", "with");
    print("%-30s %5d ms %5d ms", NAMES[0], without.pause().toMillis(), with.pause().toMillis());
    print("%-30s %8.1f %8.1f", NAMES[1], rate(without, took), rate(with, took));
    print("resident memory %s -> %s: %s a swap", before, after, after.growth(before, swaps));
    print("on the way %s", onTheWay);
  }

  /** Every promotion returns when the classifier is ready; the next one waits until it serves. */
  private void swap(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      int next = versions[++swapped % 2];
      models.promote(next, CALLER, "swap " + swapped);
      load.awaitJudgedBy(next);
    }
  }

  private static Pipeline startClassifier(KafkaConnection kafka, Path stateDir) {
    // Without a probation the old model is closed as soon as the new one serves.
    var follow = new FollowSettings(0, Duration.ZERO, 100);
    var settings = new ClassifierSettings(Optional.empty(), Duration.ofMinutes(1), 1, follow);
    return Pipeline.start(
        List.of(EmotionClassifier.stage(kafka, new SimpleMeterRegistry(), settings, stateDir)));
  }

  private static void requireUp(Health health) {
    if (health.status() != Health.Status.UP) {
      throw new IllegalStateException("the classifier does not work: " + health.toJson());
    }
  }

  /** The same network under another name is another version. */
  private static ModelBundle copy(ModelBundle bundle, Path folder) {
    ModelCard card = bundle.card();
    var renamed =
        new ModelCard(
            card.name() + "-copy",
            card.architecture(),
            card.labels(),
            card.parameters(),
            card.multiplyAdds(),
            card.data(),
            card.metrics(),
            card.temperature(),
            card.graphSha256(),
            card.trainedAt(),
            card.command(),
            card.notice());
    return ModelBundle.write(folder, bundle.graph(), renamed, bundle.reference(), Map.of());
  }

  private static int publish(ModelRepository models, ModelBundle bundle) {
    return models.publish(bundle.toZip(), CALLER).version();
  }

  private static double rate(SwapLoad.Measured measured, Duration took) {
    return measured.answers() * 1e3 / took.toMillis();
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
