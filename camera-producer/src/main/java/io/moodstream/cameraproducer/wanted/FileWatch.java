package io.moodstream.cameraproducer.wanted;

import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.Worker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at {@code cameras.yaml} every second. A change counts a second later. A change that is
 * invalid, or a file that is gone, is reported by log and health, and the cameras of before go on.
 */
public final class FileWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FileWatch.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
  private static final String UNREADABLE = "\0";
  private static final String CHECK = "cameras.yaml";

  private final Path file;
  private final Consumer<List<CameraSettings>> sink;
  private final Worker worker;

  /** At the last look. A change counts once it is the same at two looks: it is written whole. */
  private Optional<String> read = Optional.empty();

  /** Valid or not. */
  private Optional<String> applied = Optional.empty();

  private volatile Optional<String> problem = Optional.empty();

  /**
   * @param file need not exist yet
   * @param sink takes the cameras of the file, or throws {@link IllegalArgumentException} if it
   *     cannot run these
   */
  public FileWatch(Path file, Consumer<List<CameraSettings>> sink) {
    this.file = file;
    this.sink = sink;
    this.worker = new Worker("cameras-file", CLOSE_LIMIT, this::run);
  }

  /** Has read the file once when it returns. */
  public void start() {
    look();
    worker.start();
  }

  /** Without a check while all is well. */
  public Health health() {
    Health file =
        new Health(
            problem.map(reason -> new Health.Check(CHECK, Health.Status.DEGRADED, reason)).stream()
                .toList());
    return worker.health(CHECK, file);
  }

  private void run() throws InterruptedException {
    while (!worker.pause(LOOK)) {
      look();
    }
  }

  void look() {
    if (applied.isEmpty() && read.isEmpty() && !Files.exists(file)) {
      return;
    }
    String text;
    try {
      text = CamerasFile.text(file);
    } catch (IllegalArgumentException e) {
      read = Optional.of(UNREADABLE);
      applied = read;
      report(e);
      return;
    }
    boolean settled = read.isEmpty() || read.get().equals(text);
    read = Optional.of(text);
    if (settled && !applied.equals(read)) {
      applied = read;
      apply(text);
    }
  }

  private void apply(String text) {
    try {
      List<CameraSettings> cameras = CamerasFile.parse(file, text);
      sink.accept(cameras);
      log.info("{}: {} cameras", file, cameras.size());
      problem = Optional.empty();
    } catch (IllegalArgumentException e) {
      report(e);
    }
  }

  private void report(IllegalArgumentException invalid) {
    String reason = "%s; the cameras of before go on".formatted(invalid.getMessage());
    if (!problem.equals(Optional.of(reason))) {
      log.error("{}", reason);
    }
    problem = Optional.of(reason);
  }

  @Override
  public void close() {
    worker.close();
  }
}
