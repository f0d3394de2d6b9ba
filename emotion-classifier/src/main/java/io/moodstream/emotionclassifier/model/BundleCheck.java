package io.moodstream.emotionclassifier.model;

import io.moodstream.pipeline.UserFacing;
import io.moodstream.pipeline.process.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Loads and tests a bundle in a child process, before this process loads it: a graph that crashes
 * TensorFlow, takes too much memory or never ends affects that process alone. It takes seconds, and
 * {@link #LIMIT} at most. One check at a time, because each may take gigabytes.
 */
public final class BundleCheck {
  /** From the start of the child process to its report. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  /** A check that starts later than this has too little time left to blame the model. */
  private static final Duration START_LIMIT = Duration.ofSeconds(15);

  private static final Semaphore ONE = new Semaphore(1, true);

  /** SHA-256 of the bundles that passed in this process. */
  private static final Set<String> PASSED = ConcurrentHashMap.newKeySet();

  /**
   * What the child process found.
   *
   * @param refused why the bundle must not serve; empty if it may
   * @param millis a face
   * @param championMillis a face with the champion; 0 for not measured
   */
  public record Report(String refused, double millis, double championMillis) {
    static Report refused(String reason) {
      return new Report(reason, 0, 0);
    }
  }

  /** The check could not be made here and now: nothing is known about the bundle. */
  public static final class NotChecked extends RuntimeException implements UserFacing {
    private static final long serialVersionUID = 1L;

    NotChecked(String message) {
      super(message);
    }
  }

  private BundleCheck() {}

  /**
   * Whether {@code run} found that a bundle with this content may serve, since this process began.
   */
  public static boolean hasPassed(ModelBundle bundle) {
    return PASSED.contains(bundle.sha256());
  }

  /**
   * Ends the child process when the calling thread is interrupted.
   *
   * @param champion to measure the speed of beside it
   * @throws BundleException if the bundle must not serve
   * @throws NotChecked if the machine is too busy for the check, or TensorFlow does not start
   * @throws IllegalStateException if the calling thread was interrupted
   */
  public static Report run(ModelBundle bundle, Optional<ModelBundle> champion) {
    // Computed, not run: most of what must be refused needs no process.
    ExpressionModel.requireHarmless(bundle, name(bundle));
    try {
      if (!ONE.tryAcquire(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new NotChecked("other models are being checked: try again");
      }
      try {
        return passed(bundle, inScratch(bundle, champion));
      } finally {
        ONE.release();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot check the model bundle: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the model bundle was checked", e);
    }
  }

  /** Without its path, which is of this machine. */
  private static String name(ModelBundle bundle) {
    return String.valueOf(bundle.folder().getFileName());
  }

  private static Report passed(ModelBundle bundle, Report report) {
    if (!report.refused().isEmpty()) {
      throw new BundleException(name(bundle), report.refused());
    }
    PASSED.add(bundle.sha256());
    return report;
  }

  private static Report inScratch(ModelBundle bundle, Optional<ModelBundle> champion)
      throws IOException, InterruptedException {
    Path scratch = TemporaryFolder.create("moodstream-check-");
    try {
      return inChild(new CheckFiles(scratch), bundle, champion);
    } finally {
      BundleFolder.delete(scratch);
    }
  }

  private static Report inChild(CheckFiles files, ModelBundle bundle, Optional<ModelBundle> other)
      throws IOException, InterruptedException {
    Instant start = Instant.now();
    Process process = CheckCommand.start(files, bundle.folder(), other.map(ModelBundle::folder));
    boolean ended;
    try {
      ended = process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      // Nothing of it is left when the caller goes on, interrupted or not.
      var unused = process.destroyForcibly().onExit().join();
    }
    if (Files.exists(files.report())) {
      return BundleJson.read(Files.readAllBytes(files.report()), Report.class);
    }
    if (!files.startedBefore(start.plus(START_LIMIT))) {
      throw new NotChecked(
          "the check of the model bundle did not start in time: try again (%s)"
              .formatted(ended ? files.lastOutput() : "this machine is busy"));
    }
    return Report.refused(
        ended
            ? "it crashes TensorFlow or takes too much memory: its check ended with code %d"
                .formatted(process.exitValue())
            : "its check takes longer than %d s".formatted(LIMIT.toSeconds()));
  }
}
