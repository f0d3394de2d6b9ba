package io.moodstream.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Analyses the pictures of some cameras one after another, as fast as threads can. */
final class PictureLoop {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** Belongs to one thread. */
  interface Analyser extends AutoCloseable {
    /** Returns the number of faces. */
    int analyse(int camera, long sequence);

    @Override
    void close();
  }

  private final AtomicLong frames = new AtomicLong();
  private final AtomicLong faces = new AtomicLong();
  private volatile boolean ending;

  private PictureLoop() {}

  /**
   * @param cameras spread over the threads
   * @param warmUp not measured
   */
  static LoopResult run(
      String name,
      int threads,
      int cameras,
      Supplier<Analyser> analysers,
      Duration warmUp,
      Duration length)
      throws InterruptedException, ExecutionException {
    var loop = new PictureLoop();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    List<Future<?>> workers = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int first = thread;
      workers.add(executor.submit(() -> loop.analyse(first, threads, cameras, analysers)));
    }
    executor.shutdown();
    TimeUnit.NANOSECONDS.sleep(warmUp.toNanos());
    long framesBefore = loop.frames.get();
    long facesBefore = loop.faces.get();
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    TimeUnit.NANOSECONDS.sleep(length.toNanos());
    double seen = Math.max(1, loop.frames.get() - framesBefore);
    double found = loop.faces.get() - facesBefore;
    double seconds = (System.nanoTime() - start) / 1e9;
    double used = (SYSTEM.getProcessCpuTime() - cpu) / 1e6;
    loop.ending = true;
    for (Future<?> worker : workers) {
      worker.get();
    }
    return new LoopResult(name, threads, seen / seconds, used / seen, found / seen, Map.of());
  }

  private void analyse(int first, int step, int cameras, Supplier<Analyser> analysers) {
    try (Analyser analyser = analysers.get()) {
      for (long sequence = 0; !ending; sequence++) {
        for (int camera = first; camera < Math.max(cameras, step) && !ending; camera += step) {
          faces.addAndGet(analyser.analyse(camera, sequence));
          frames.incrementAndGet();
        }
      }
    }
  }
}
