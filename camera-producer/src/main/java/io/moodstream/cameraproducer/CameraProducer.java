package io.moodstream.cameraproducer;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.CameraStatus;
import io.moodstream.pipeline.frames.Frame;
import io.moodstream.pipeline.kafka.FrameOutlet;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.Stage;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stage that turns cameras into frames: one thread for each camera. A camera that fails or ends
 * stops no other; the stage is down only when Kafka refuses it for good.
 */
public final class CameraProducer implements Stage {
  private static final Logger log = LoggerFactory.getLogger(CameraProducer.class);
  private static final String NAME = "camera-producer";
  private static final Duration STATUS_INTERVAL = Duration.ofSeconds(10);
  private static final Duration READY_LIMIT = Duration.ofMinutes(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

  private final FrameOutlet outlet;
  private final List<Camera> cameras;
  private final FrameAnswers answers;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  private CameraProducer(FrameOutlet outlet, List<Camera> cameras, FrameAnswers answers) {
    this.outlet = outlet;
    this.cameras = List.copyOf(cameras);
    this.answers = answers;
    answers.reportTo(this.cameras);
  }

  /** To Kafka. */
  private record OutletSink(FrameOutlet outlet) implements FrameSink {
    @Override
    public void send(Frame frame) {
      outlet.send(frame);
    }

    @Override
    public void damaged(CameraId camera, long pictures) {
      outlet.damaged(camera, pictures);
    }
  }

  /**
   * A source that is absent does not prevent the start: its camera is listed with the reason, and
   * tried again.
   *
   * @throws IllegalArgumentException as {@link #requireDistinct}
   */
  public static Stage stage(
      KafkaConnection kafka, MeterRegistry metrics, List<CameraSettings> cameras) {
    return stage(kafka, metrics, cameras, () -> true);
  }

  /**
   * As above; sources wait for {@code ready}, but not for ever.
   *
   * @param ready whether frames are analysed already
   */
  public static Stage stage(
      KafkaConnection kafka,
      MeterRegistry metrics,
      List<CameraSettings> cameras,
      BooleanSupplier ready) {
    requireDistinct(cameras);
    var outlet = FrameOutlet.to(kafka, metrics);
    var answers = new FrameAnswers(kafka, metrics);
    var gate = new StartGate(() -> ready.getAsBoolean() && answers.isSettled(), READY_LIMIT);
    return new CameraProducer(
        outlet,
        cameras.stream()
            .map(
                settings ->
                    new Camera(
                        settings,
                        camera -> gate.open(camera, FrameSourceOpener::openSource),
                        new OutletSink(outlet),
                        outlet::send,
                        answers::isFollowing,
                        Clock.systemUTC()))
            .toList(),
        answers);
  }

  /**
   * @throws IllegalArgumentException if an id is given twice; the message is one line for the user
   */
  public static void requireDistinct(List<CameraSettings> cameras) {
    Set<CameraId> seen = new HashSet<>();
    for (CameraSettings camera : cameras) {
      if (!seen.add(camera.id())) {
        throw new IllegalArgumentException(
            "camera %s is given twice: each camera needs its own id".formatted(camera.id()));
      }
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() {
    outlet.awaitTopic();
    for (Camera camera : cameras) {
      threads.add(daemon(camera, threadName(camera)));
    }
    threads.add(daemon(this::repeatStatuses, "camera-statuses"));
    threads.add(daemon(answers, "camera-answers"));
    threads.forEach(Thread::start);
  }

  private void repeatStatuses() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(STATUS_INTERVAL.toSeconds());
        cameras.forEach(this::repeatStatus);
      }
    } catch (InterruptedException e) {
      log.debug("no more statuses: the stage ends");
    }
  }

  private void repeatStatus(Camera camera) {
    try {
      outlet.send(camera.status());
    } catch (RuntimeException e) {
      log.error("the status of camera {} cannot be published", camera.id(), e);
    }
  }

  /**
   * STARTING until every camera has been tried once; then DEGRADED while one is interrupted, and
   * UNAVAILABLE while none runs although one should.
   */
  @Override
  public Health health() {
    Optional<String> failure = outlet.failure();
    if (failure.isPresent()) {
      return Health.of(NAME, Health.Status.DOWN, failure.get());
    }
    Optional<String> ended = endedThread();
    if (ended.isPresent()) {
      return Health.of(NAME, Health.Status.DOWN, ended.get());
    }
    Map<CameraStatus.State, Long> states =
        cameras.stream()
            .map(camera -> camera.status().state())
            .collect(groupingBy(state -> state, TreeMap::new, counting()));
    String counts =
        states.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(joining(", "));
    String reasons =
        cameras.stream()
            .map(Camera::status)
            .filter(status -> status.state() == CameraStatus.State.INTERRUPTED)
            .map(status -> "; %s: %s".formatted(status.camera(), status.reason()))
            .collect(joining());
    return Health.of(NAME, status(states.keySet()), counts + reasons);
  }

  private static Health.Status status(Set<CameraStatus.State> states) {
    if (states.contains(CameraStatus.State.CONNECTING)) {
      return Health.Status.STARTING;
    }
    if (!states.contains(CameraStatus.State.INTERRUPTED)) {
      return Health.Status.UP;
    }
    return states.contains(CameraStatus.State.RUNNING)
        ? Health.Status.DEGRADED
        : Health.Status.UNAVAILABLE;
  }

  /** A thread ends with its camera; any other end is a defect, and the log holds its cause. */
  private Optional<String> endedThread() {
    Set<String> ended =
        cameras.stream()
            .filter(camera -> camera.status().state() == CameraStatus.State.ENDED)
            .map(CameraProducer::threadName)
            .collect(toSet());
    return threads.stream()
        .filter(thread -> thread.getState() == Thread.State.TERMINATED)
        .map(Thread::getName)
        .filter(name -> !ended.contains(name))
        .findFirst()
        .map("thread %s has ended unexpectedly; see the log"::formatted);
  }

  private static String threadName(Camera camera) {
    return "camera-" + camera.id();
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
    for (Thread thread : threads) {
      try {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        // At least 1 ms: join(0) would wait for ever.
        thread.join(Math.max(1, left));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      if (thread.isAlive()) {
        log.warn("{} is still reading and is left behind", thread.getName());
      }
    }
    threads.clear();
    outlet.close();
  }

  private static Thread daemon(Runnable task, String name) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
