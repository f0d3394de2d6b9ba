package io.moodstream.cameraproducer;

import io.moodstream.pipeline.cameras.CameraOwner;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cameras that run, one thread each. A change touches only the cameras that it is about.
 * Thread-safe.
 */
final class CameraFleet {
  private static final Logger log = LoggerFactory.getLogger(CameraFleet.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

  /** Until its predecessor has closed the source; native code may be stuck in it. */
  private static final Duration TAKE_OVER_LIMIT = Duration.ofSeconds(10);

  private final BiFunction<CameraSettings, CameraOwner, Camera> maker;
  private final Consumer<CameraId> forgetting;
  private final Map<CameraId, Running> cameras = new ConcurrentSkipListMap<>();

  /** Of cameras that were stopped and may not have ended yet. */
  private final List<Thread> leaving = new CopyOnWriteArrayList<>();

  private record Running(Camera camera, Thread thread) {}

  /** A camera, and where it is defined. */
  record Wanted(CameraSettings settings, CameraOwner owner) {}

  /**
   * @param forgetting takes a camera off every list; may wait for Kafka
   */
  CameraFleet(
      BiFunction<CameraSettings, CameraOwner, Camera> maker, Consumer<CameraId> forgetting) {
    this.maker = maker;
    this.forgetting = forgetting;
  }

  /**
   * Starts, replaces and ends cameras so that these run, and no others.
   *
   * @param wanted each id once
   * @param forgotten cameras that are not listed any more once they have ended; others that end
   *     stay listed with the reason
   */
  synchronized void apply(List<Wanted> wanted, Set<CameraId> forgotten) {
    leaving.removeIf(thread -> !thread.isAlive());
    Set<CameraId> kept = new HashSet<>();
    wanted.forEach(each -> kept.add(each.settings().id()));
    for (CameraId id : List.copyOf(cameras.keySet())) {
      if (!kept.contains(id)) {
        end(id, forgotten.contains(id));
      }
    }
    for (Wanted each : wanted) {
      Optional<Running> before = Optional.ofNullable(cameras.get(each.settings().id()));
      if (before.isEmpty()) {
        start(each, Optional.empty());
      } else if (!isSame(before.get().camera(), each)) {
        log.info("camera {} has changed", each.settings().id());
        replace(before.get(), each);
      }
    }
  }

  private static boolean isSame(Camera camera, Wanted wanted) {
    return camera.settings().equals(wanted.settings()) && camera.owner().equals(wanted.owner());
  }

  private void replace(Running before, Wanted wanted) {
    before.camera().endsBecause(Optional.empty());
    before.thread().interrupt();
    start(wanted, Optional.of(before.thread()));
  }

  private void start(Wanted wanted, Optional<Thread> before) {
    Camera camera = maker.apply(wanted.settings(), wanted.owner());
    Thread thread =
        daemon(
            () -> {
              if (hasEnded(before)) {
                camera.run();
              }
            },
            threadName(camera));
    cameras.put(camera.id(), new Running(camera, thread));
    thread.start();
  }

  /** False if this thread is to end as well. */
  private static boolean hasEnded(Optional<Thread> before) {
    try {
      if (before.isPresent()) {
        before.get().join(TAKE_OVER_LIMIT.toMillis());
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void end(CameraId id, boolean forget) {
    Optional<Running> running = Optional.ofNullable(cameras.remove(id));
    if (running.isEmpty()) {
      return;
    }
    log.info("camera {} is removed", id);
    Thread thread = running.get().thread();
    running.get().camera().endsBecause(forget ? Optional.empty() : Optional.of("removed"));
    thread.interrupt();
    leaving.add(thread);
    if (forget) {
      Thread last = daemon(() -> forgetAfter(thread, id), "forget-" + id);
      leaving.add(last);
      last.start();
    }
  }

  private void forgetAfter(Thread thread, CameraId id) {
    try {
      if (hasEnded(Optional.of(thread)) && !cameras.containsKey(id)) {
        forgetting.accept(id);
      }
    } catch (RuntimeException e) {
      log.warn("camera {} stays listed: {}", id, e.getMessage());
    }
  }

  Collection<Camera> cameras() {
    return cameras.values().stream().map(Running::camera).toList();
  }

  Optional<Camera> find(CameraId id) {
    return Optional.ofNullable(cameras.get(id)).map(Running::camera);
  }

  /** A thread ends with its camera; any other end is a defect, and the log holds its cause. */
  Optional<String> endedThread() {
    return cameras.values().stream()
        .filter(running -> running.thread().getState() == Thread.State.TERMINATED)
        .filter(
            running ->
                switch (running.camera().status().state()) {
                  case ENDED, PAUSED -> false;
                  case CONNECTING, RUNNING, INTERRUPTED, FROZEN -> true;
                })
        .map(running -> running.thread().getName())
        .findFirst();
  }

  /** Ends all; they stay listed. */
  synchronized void close() {
    List<Thread> threads = new ArrayList<>(leaving);
    cameras.values().forEach(running -> threads.add(running.thread()));
    threads.forEach(Thread::interrupt);
    awaitEnd(threads);
    cameras.clear();
    leaving.clear();
  }

  private static void awaitEnd(List<Thread> threads) {
    long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
    for (Thread thread : threads) {
      try {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        // At least 1 ms: join(0) would wait for ever.
        thread.join(Math.max(1, left));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      if (thread.isAlive()) {
        log.warn("{} is still reading and is left behind", thread.getName());
      }
    }
  }

  private static String threadName(Camera camera) {
    return "camera-" + camera.id();
  }

  private static Thread daemon(Runnable task, String name) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
