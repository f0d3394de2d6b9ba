package io.moodstream.cameraproducer;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.cameraproducer.wanted.ConfigTail;
import io.moodstream.cameraproducer.wanted.FileWatch;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.cameras.Source;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Frame;
import io.moodstream.pipeline.frames.Jpeg;
import io.moodstream.pipeline.kafka.FrameOutlet;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.Stage;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
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

  private final FrameOutlet outlet;
  private final CameraPlan plan;
  private final CameraFleet fleet;
  private final FrameAnswers answers;
  private final Optional<FileWatch> file;
  private final ConfigTail configs;
  private final WantedCameras wanted;
  private final SourceTrial trial;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  /** Whether every camera has been tried once. */
  private volatile boolean allTried;

  private CameraProducer(
      FrameOutlet outlet,
      CameraPlan plan,
      CameraFleet fleet,
      FrameAnswers answers,
      KafkaConnection kafka,
      MeterRegistry metrics) {
    this.outlet = outlet;
    this.plan = plan;
    this.fleet = fleet;
    this.answers = answers;
    answers.reportTo(fleet::find);
    wanted = new WantedCameras(plan, fleet);
    file = plan.file().map(path -> new FileWatch(path, wanted::onFile));
    configs = new ConfigTail(kafka, metrics, plan.machine(), wanted::onApi);
    trial = new SourceTrial(fleet, FrameSourceOpener::openSource);
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

  /** As {@link #stage(KafkaConnection, MeterRegistry, CameraPlan, BooleanSupplier)}, at once. */
  public static CameraProducer stage(
      KafkaConnection kafka, MeterRegistry metrics, CameraPlan plan) {
    return stage(kafka, metrics, plan, () -> true);
  }

  /**
   * A source that is absent does not prevent the start: its camera is listed with the reason, and
   * tried again. Sources wait for {@code ready}, but not for ever.
   *
   * @param ready whether frames are analysed already
   */
  public static CameraProducer stage(
      KafkaConnection kafka, MeterRegistry metrics, CameraPlan plan, BooleanSupplier ready) {
    var outlet = FrameOutlet.to(kafka, metrics);
    var answers = new FrameAnswers(kafka, metrics);
    var gate = new StartGate(() -> ready.getAsBoolean() && answers.isSettled(), READY_LIMIT);
    var fleet =
        new CameraFleet(
            (settings, owner) ->
                new Camera(
                    settings,
                    owner,
                    camera -> gate.open(camera, FrameSourceOpener::openSource),
                    new OutletSink(outlet),
                    outlet::send,
                    answers::isFollowing,
                    Clock.systemUTC()),
            outlet::forget);
    return new CameraProducer(outlet, plan, fleet, answers, kafka, metrics);
  }

  /** The name of this camera machine. */
  public String machine() {
    return plan.machine();
  }

  /**
   * A picture of a source that is not saved yet, with the masks of the camera. Of a source that a
   * camera has open, the newest of that camera.
   *
   * @throws IOException if there is none within some seconds; the message is one line for the user
   */
  public Jpeg picture(CameraSettings camera) throws IOException, InterruptedException {
    return trial.picture(camera);
  }

  /** The camera that has the source open. */
  public Optional<CameraId> userOf(Source source) {
    return trial.userOf(source).map(Camera::id);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() {
    outlet.awaitTopic();
    wanted.start();
    file.ifPresent(FileWatch::start);
    configs.start();
    threads.add(daemon(this::repeatStatuses, "camera-statuses"));
    threads.add(daemon(answers, "camera-answers"));
    threads.forEach(Thread::start);
  }

  private void repeatStatuses() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(STATUS_INTERVAL.toSeconds());
        fleet.cameras().forEach(this::repeatStatus);
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
   * STARTING until every camera has been tried once; then DEGRADED while one is interrupted or
   * frozen or the file is invalid, and UNAVAILABLE while none runs although one should.
   */
  @Override
  public Health health() {
    return Health.merged(
        List.of(
            cameraHealth(),
            file.map(FileWatch::health).orElseGet(() -> new Health(List.of())),
            configs.health()));
  }

  private Health cameraHealth() {
    Optional<String> failure = outlet.failure();
    if (failure.isPresent()) {
      return Health.of(NAME, Health.Status.DOWN, failure.get());
    }
    Optional<String> ended = endedThread();
    if (ended.isPresent()) {
      return Health.of(NAME, Health.Status.DOWN, ended.get());
    }
    Map<CameraStatus.State, Long> states =
        fleet.cameras().stream()
            .map(camera -> camera.status().state())
            .collect(groupingBy(state -> state, TreeMap::new, counting()));
    String counts =
        states.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(joining(", "));
    String reasons =
        fleet.cameras().stream()
            .map(Camera::status)
            .filter(
                status ->
                    status.state() == CameraStatus.State.INTERRUPTED
                        || status.state() == CameraStatus.State.FROZEN)
            .map(status -> "; %s: %s".formatted(status.camera(), status.reason()))
            .collect(joining());
    String detail = states.isEmpty() ? "no camera" : counts + reasons;
    return Health.of(NAME, status(states.keySet()), detail);
  }

  private Health.Status status(Set<CameraStatus.State> states) {
    allTried |= !states.contains(CameraStatus.State.CONNECTING);
    // A camera that is added later makes no stage that has started start again.
    if (!allTried) {
      return Health.Status.STARTING;
    }
    boolean interrupted = states.contains(CameraStatus.State.INTERRUPTED);
    boolean frozen = states.contains(CameraStatus.State.FROZEN);
    if (!interrupted && !frozen) {
      return Health.Status.UP;
    }
    return frozen || states.contains(CameraStatus.State.RUNNING)
        ? Health.Status.DEGRADED
        : Health.Status.UNAVAILABLE;
  }

  private Optional<String> endedThread() {
    return fleet
        .endedThread()
        .or(
            () ->
                threads.stream()
                    .filter(thread -> thread.getState() == Thread.State.TERMINATED)
                    .map(Thread::getName)
                    .findFirst())
        .map("thread %s has ended unexpectedly; see the log"::formatted);
  }

  @Override
  public void close() {
    file.ifPresent(FileWatch::close);
    configs.close();
    threads.forEach(Thread::interrupt);
    fleet.close();
    threads.clear();
    outlet.close();
  }

  private static Thread daemon(Runnable task, String name) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
