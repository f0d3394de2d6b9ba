package io.moodstream.dashboard.cameras;

import io.moodstream.pipeline.cameras.CameraStatus.State;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.FrameOutlet;
import io.moodstream.pipeline.stage.Worker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** All pages that are on air. Thread-safe. */
public final class BrowserCameras implements AutoCloseable {
  public static final int MOST = 50;

  private static final String OVER = "moodstream has ended";
  private static final Duration STATUS_INTERVAL = Duration.ofSeconds(10);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final Map<CameraId, BrowserCamera> onAir = new ConcurrentHashMap<>();
  private final Map<CameraId, Consumer<String>> connections = new ConcurrentHashMap<>();
  private final CameraBoard board;
  private final Supplier<FrameOutlet> opener;
  private final InstantSource clock;
  private final Worker statuses;
  private Optional<FrameOutlet> outlet = Optional.empty();
  private boolean closed;

  /**
   * @param opener called when the first camera begins: a dashboard that only shows needs no right
   *     to write
   */
  public BrowserCameras(CameraBoard board, Supplier<FrameOutlet> opener, InstantSource clock) {
    this.board = board;
    this.opener = opener;
    this.clock = clock;
    this.statuses = new Worker("browser-camera-statuses", CLOSE_LIMIT, this::tellStatuses);
  }

  /**
   * @param disconnect closes the page's connection for a reason; called when the dashboard ends
   * @throws CameraRefused if the name is on air, or too many are, or the dashboard ends
   */
  synchronized BrowserCamera begin(CameraId id, boolean pictures, Consumer<String> disconnect) {
    if (closed) {
      throw CameraRefused.full("moodstream ends");
    }
    if (onAir.containsKey(id) || board.isClaimed(id, clock.instant())) {
      throw CameraRefused.onAir(id);
    }
    if (onAir.size() >= MOST) {
      throw CameraRefused.full("%d pages are on air already, no more can be".formatted(MOST));
    }
    var camera = new BrowserCamera(id, pictures, open(), clock);
    onAir.put(id, camera);
    connections.put(id, disconnect);
    camera.tell();
    // Here at once, so that its page can follow it; elsewhere as Kafka reports it.
    board.told(camera.status());
    return camera;
  }

  /** Does nothing to a camera that has ended before. */
  synchronized void end(BrowserCamera camera, State ending, String reason) {
    if (onAir.remove(camera.id(), camera)) {
      connections.remove(camera.id());
      camera.end(ending, reason);
      board.told(camera.status());
    }
  }

  /**
   * Takes any camera off everyone's list.
   *
   * @throws KafkaException if Kafka does not take that
   */
  public synchronized void forget(CameraId camera) {
    open().forget(camera);
    // Here at once; elsewhere as Kafka reports it.
    board.forget(camera, clock.instant());
  }

  private FrameOutlet open() {
    if (outlet.isEmpty()) {
      outlet = Optional.of(opener.get());
      statuses.start();
    }
    return outlet.get();
  }

  private void tellStatuses() throws InterruptedException {
    while (!statuses.pause(STATUS_INTERVAL)) {
      onAir.values().forEach(BrowserCamera::tell);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    statuses.close();
    List<Consumer<String>> open = List.copyOf(connections.values());
    List.copyOf(onAir.values()).forEach(camera -> end(camera, State.ENDED, OVER));
    open.forEach(disconnect -> disconnect.accept(OVER));
    outlet.ifPresent(FrameOutlet::close);
  }
}
