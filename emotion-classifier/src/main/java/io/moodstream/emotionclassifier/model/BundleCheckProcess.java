package io.moodstream.emotionclassifier.model;

import io.moodstream.emotionclassifier.model.BundleCheck.Report;
import io.moodstream.pipeline.frames.Pixels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;

/**
 * The child process of a {@link BundleCheck}: {@code BundleCheckProcess <folder> <bundle>
 * [<champion>]}. It loads the bundle, runs its self-test and measures its speed beside the
 * champion's. It ends when its standard input does, that is when its parent has ended, and when it
 * takes more than {@link #RESIDENT} of memory.
 */
public final class BundleCheckProcess {
  /** Bytes: 0.5 GB for Java and TensorFlow, 1 GB for a graph's results, and weights up to 64 MB. */
  static final long RESIDENT = 5L << 29;

  private static final long POLL_MILLIS = 20;

  private final CheckFiles files;

  private BundleCheckProcess(CheckFiles files) {
    this.files = files;
  }

  public static void main(String[] args) throws IOException {
    background("parent", BundleCheckProcess::awaitParentsEnd);
    var process = new BundleCheckProcess(new CheckFiles(Path.of(args[0])));
    var unused = TensorFlow.engine();
    process.files.noteStart();
    background("memory", process::awaitExcess);
    process.end(
        check(
            Path.of(args[1]), args.length > 2 ? Optional.of(Path.of(args[2])) : Optional.empty()));
  }

  private static Report check(Path bundle, Optional<Path> champion) {
    try {
      ModelBundle opened = ModelBundle.open(bundle);
      List<Pixels> faces = opened.reference().faces();
      try (ExpressionModel model = ExpressionModel.load(opened)) {
        double millis = ModelSpeed.of(model, faces).millis();
        return new Report("", millis, champion.map(other -> millis(other, faces)).orElse(0.0));
      }
    } catch (BundleException e) {
      return Report.refused(e.reason());
    } catch (RuntimeException | Error e) {
      // Of any kind: TensorFlow has started, so the bundle is the cause.
      return Report.refused("it does not run: " + e);
    }
  }

  /** 0 where the champion cannot be loaded here; it may serve where classifiers run. */
  private static double millis(Path champion, List<Pixels> faces) {
    try (ExpressionModel model = ExpressionModel.load(ModelBundle.open(champion))) {
      return ModelSpeed.of(model, faces).millis();
    } catch (BundleException e) {
      return 0;
    }
  }

  /** The first report counts. */
  private synchronized void end(Report report) {
    try {
      files.write(report);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().halt(0);
  }

  private void awaitExcess() {
    try {
      while (Pointer.physicalBytes() <= RESIDENT) {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
      end(Report.refused("it takes more than %,d bytes of memory".formatted(RESIDENT)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitParentsEnd() {
    try {
      while (System.in.read() >= 0) {
        // The parent never writes.
      }
    } catch (IOException e) {
      // As good as its end.
    }
    Runtime.getRuntime().halt(1);
  }

  private static void background(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
