package io.moodstream.emotionclassifier.serving;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.pipeline.frames.DetectedFace;
import io.moodstream.pipeline.frames.DetectedFaces;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.pipeline.models.ShadowComparison;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the challenger predict a share of the frames, in a thread of its own and after the champion
 * has answered: a slow or broken challenger delays and spoils nothing. When it cannot keep up,
 * frames are left out and counted.
 */
public final class Shadow implements PredictionListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Shadow.class);
  private static final int WAITING_FRAMES = 32;
  private static final int PARTS = 10_000;

  /** 2^32 divided by the golden ratio, odd. */
  private static final int GOLDEN = 0x9E3779B9;

  private final double share;
  private final Consumer<ShadowComparison> sink;
  private final Counter leftOut;
  private final Counter failed;
  private final ThreadPoolExecutor worker;
  private volatile Optional<Challenger> challenger = Optional.empty();

  private record Challenger(int version, ExpressionModel model) {}

  /**
   * @param share of the frames, 0 to 1; every classifier picks the same ones
   * @param sink must not wait
   */
  public Shadow(double share, Consumer<ShadowComparison> sink, MeterRegistry registry) {
    this.share = share;
    this.sink = sink;
    leftOut = frames(registry, "left_out");
    failed = frames(registry, "failed");
    worker =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_FRAMES),
            task -> {
              Thread thread = new Thread(task, "emotion-classifier-shadow");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** 0 for none. */
  int challenger() {
    return challenger.map(Challenger::version).orElse(0);
  }

  /**
   * @param model closed by its owner, even while it is used here
   */
  void challenger(int version, Optional<ExpressionModel> model) {
    if (model.isEmpty() || version != challenger()) {
      challenger = model.map(present -> new Challenger(version, present));
    }
  }

  @Override
  public void predicted(DetectedFaces frame, Prediction prediction, Duration time) {
    challenger
        .filter(present -> sampled(frame.frame().id()))
        .ifPresent(present -> queue(() -> compare(present, frame, prediction, time)));
  }

  /** Whether every frame that was taken has been compared. */
  boolean idle() {
    return worker.getQueue().isEmpty() && worker.getActiveCount() == 0;
  }

  @Override
  public void close() {
    challenger = Optional.empty();
    worker.shutdownNow();
    try {
      // A call that is inside the native network cannot be interrupted; its model waits for it.
      if (!worker.awaitTermination(5, TimeUnit.SECONDS)) {
        log.warn("the challenger's last call has not returned");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean sampled(FrameId frame) {
    // Mixed, because the hashes of neighbours are neighbours.
    return Math.floorMod(frame.toString().hashCode() * GOLDEN, PARTS) < share * PARTS;
  }

  private void queue(Runnable comparison) {
    try {
      worker.execute(comparison);
    } catch (RejectedExecutionException e) {
      leftOut.increment();
    }
  }

  private void compare(
      Challenger present, DetectedFaces frame, Prediction champion, Duration championTime) {
    List<Pixels> pixels = frame.faces().stream().map(DetectedFace::pixels).toList();
    try {
      long start = System.nanoTime();
      List<Probabilities> predicted = present.model().predict(pixels);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      sink.accept(
          new ShadowComparison(
              frame.frame().camera(),
              frame.frame().id(),
              frame.frame().capturedAt(),
              champion.model(),
              present.version(),
              championTime,
              took,
              IntStream.range(0, pixels.size())
                  .mapToObj(i -> face(frame, champion, predicted, i))
                  .toList()));
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      failed.increment();
      log.debug("the challenger could not analyse {}: {}", frame.frame().id(), e.getMessage());
    }
  }

  private static ShadowComparison.Face face(
      DetectedFaces frame, Prediction champion, List<Probabilities> challenger, int index) {
    return new ShadowComparison.Face(
        frame.faces().get(index).track(), champion.faces().get(index), challenger.get(index));
  }

  private static Counter frames(MeterRegistry registry, String outcome) {
    return Counter.builder("moodstream.classifier.shadow.frames")
        .description("Frames that the challenger should have analysed and did not")
        .tag("outcome", outcome)
        .register(registry);
  }
}
