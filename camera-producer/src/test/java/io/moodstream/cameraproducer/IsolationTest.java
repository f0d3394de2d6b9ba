package io.moodstream.cameraproducer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moodstream.cameraproducer.source.LoopbackServer;
import io.moodstream.cameraproducer.source.TestHttpCamera;
import io.moodstream.cameraproducer.source.TestRtspCamera;
import io.moodstream.pipeline.cameras.CameraOwner;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.cameras.CameraStatus.State;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Twenty cameras in one producer, five of them dead or silent. */
class IsolationTest {
  private static final double RATE = 5;
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);
  private static final Duration WATCHED = Duration.ofSeconds(6);

  private final Map<CameraId, AtomicInteger> frames = new ConcurrentHashMap<>();
  private final Map<CameraId, CameraStatus> statuses = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<AutoCloseable> servers = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    threads.forEach(Thread::interrupt);
    for (AutoCloseable server : servers) {
      server.close();
    }
    for (Thread thread : threads) {
      thread.join(STOPPED_WITHIN.toMillis());
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  @Test
  void shouldKeepTheRateOfTheLiveCamerasBesideTheDead() throws Exception {
    var rtspSilent = open(LoopbackServer.silent());
    var httpSilent = open(LoopbackServer.silent());
    run("dead1=rtsp://127.0.0.1:%d/live".formatted(rtspSilent.port()));
    run("dead2=rtsp://127.0.0.1:%d/live".formatted(rtspSilent.port()));
    run("dead3=rtsp://127.0.0.1:%d/live".formatted(LoopbackServer.deadPort()));
    run("dead4=http://127.0.0.1:%d/video".formatted(httpSilent.port()));
    run("dead5=http://127.0.0.1:%d/video".formatted(LoopbackServer.deadPort()));
    var rtsp = open(LoopbackServer.start(TestRtspCamera.live(RATE)));
    var http = open(LoopbackServer.start(TestHttpCamera.live(RATE)));
    for (int number = 0; number < 15; number++) {
      boolean isRtsp = number % 2 == 0;
      run(
          "live%d=%s://127.0.0.1:%d/video"
              .formatted(number, isRtsp ? "rtsp" : "http", isRtsp ? rtsp.port() : http.port()));
    }
    await().atMost(30, SECONDS).until(() -> frames.size() == 15);

    frames.values().forEach(count -> count.set(0));
    long start = System.nanoTime();
    await()
        .atMost(WATCHED.multipliedBy(3))
        .until(() -> System.nanoTime() - start > WATCHED.toNanos());

    double expected = RATE * WATCHED.toSeconds();
    assertThat(frames.values())
        .allSatisfy(count -> assertThat(count.get()).isGreaterThan((int) (.8 * expected)));
    await()
        .atMost(15, SECONDS)
        .untilAsserted(
            () ->
                assertThat(
                        statuses.values().stream()
                            .filter(status -> status.state() == State.INTERRUPTED))
                    .hasSize(5));
  }

  private LoopbackServer open(LoopbackServer server) {
    servers.add(server);
    return server;
  }

  private void run(String settings) {
    var camera =
        new Camera(
            CameraSettings.parse(settings),
            CameraOwner.UNKNOWN,
            FrameSourceOpener::openSource,
            frame ->
                frames.computeIfAbsent(frame.camera(), id -> new AtomicInteger()).incrementAndGet(),
            status -> statuses.put(status.camera(), status),
            () -> false,
            Clock.systemUTC());
    var thread = new Thread(camera, "camera-" + camera.id());
    threads.add(thread);
    thread.start();
  }
}
