package io.moodstream.cameraproducer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.moodstream.cameraproducer.source.FrameSource;
import io.moodstream.pipeline.cameras.CameraLabel;
import io.moodstream.pipeline.cameras.CameraOwner.Origin;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.cameras.CameraStatus.State;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Jpeg;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is wanted by the command line, the file and the API, and what runs. */
class CameraFleetTest {
  private static final CameraSettings HALL = CameraSettings.parse("hall=webcam:0");
  private static final CameraSettings DOOR = CameraSettings.parse("door=webcam:1");

  private final Map<CameraId, CameraStatus> statuses = new ConcurrentHashMap<>();
  private final List<CameraId> opened = new CopyOnWriteArrayList<>();
  private final List<CameraId> forgotten = new CopyOnWriteArrayList<>();
  private final CameraFleet fleet =
      new CameraFleet(
          (settings, owner) ->
              new Camera(
                  settings,
                  owner,
                  camera -> {
                    opened.add(camera.id());
                    return new EndlessSource();
                  },
                  frame -> {},
                  status -> statuses.put(status.camera(), status),
                  () -> false,
                  Clock.systemUTC()),
          forgotten::add);

  @AfterEach
  void close() {
    fleet.close();
  }

  @Test
  void shouldTouchOnlyTheCameraThatAChangeIsAbout() {
    WantedCameras wanted = wanted(List.of(), List.of());
    wanted.onFile(List.of(HALL, DOOR));
    awaitState("hall", State.RUNNING);
    awaitState("door", State.RUNNING);
    Camera door = fleet.find(DOOR.id()).orElseThrow();

    CameraSettings changed = CameraSettings.parse("hall=webcam:0,fps=5");
    wanted.onFile(List.of(changed, DOOR));

    await().until(() -> opened.size() == 3);
    assertThat(opened.get(2)).isEqualTo(HALL.id());
    assertThat(fleet.find(HALL.id()).orElseThrow().settings()).isEqualTo(changed);
    assertThat(fleet.find(DOOR.id())).containsSame(door);
    awaitState("hall", State.RUNNING);
  }

  @Test
  void shouldCloseTheSourceOfAPausedCameraAndOpenItAgain() {
    WantedCameras wanted = wanted(List.of(), List.of());
    wanted.onFile(List.of(HALL, DOOR));
    awaitState("hall", State.RUNNING);
    awaitState("door", State.RUNNING);

    wanted.onFile(List.of(paused(HALL), DOOR));

    awaitState("hall", State.PAUSED);
    assertThat(opened).hasSize(2);
    assertThat(fleet.endedThread()).isEmpty();

    wanted.onFile(List.of(HALL, DOOR));
    awaitState("hall", State.RUNNING);
  }

  @Test
  void shouldListACameraThatTheFileNoLongerHasWithTheReason() {
    WantedCameras wanted = wanted(List.of(), List.of());
    wanted.onFile(List.of(HALL, DOOR));
    awaitState("hall", State.RUNNING);

    wanted.onFile(List.of(DOOR));

    awaitState("hall", State.ENDED);
    assertThat(statuses.get(HALL.id()).reason()).isEqualTo("removed");
    assertThat(fleet.cameras()).extracting(Camera::id).containsExactly(DOOR.id());
    assertThat(forgotten).isEmpty();
  }

  @Test
  void shouldReportTheEndOfAPausedCameraToo() {
    WantedCameras wanted = wanted(List.of(), List.of());
    wanted.onFile(List.of(paused(HALL), DOOR));
    awaitState("hall", State.PAUSED);

    wanted.onFile(List.of(DOOR));

    awaitState("hall", State.ENDED);
  }

  @Test
  void shouldForgetACameraThatIsRemovedByTheApi() {
    WantedCameras wanted = wanted(List.of(), List.of());
    wanted.onApi(List.of(HALL), Set.of());
    awaitState("hall", State.RUNNING);
    assertThat(statuses.get(HALL.id()).owner().machine()).isEqualTo("pi");
    assertThat(statuses.get(HALL.id()).owner().origin()).isEqualTo(Origin.API);

    wanted.onApi(List.of(), Set.of(HALL.id()));

    await().until(() -> forgotten.equals(List.of(HALL.id())));
    assertThat(statuses.get(HALL.id()).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void shouldNotForgetACameraThatMovesToAnotherMachine() {
    WantedCameras wanted = wanted(List.of(), List.of());
    wanted.onApi(List.of(HALL, DOOR), Set.of());
    awaitState("hall", State.RUNNING);

    wanted.onApi(List.of(DOOR), Set.of());

    assertThat(fleet.find(HALL.id())).isEmpty();
    assertThat(forgotten).isEmpty();
  }

  @Test
  void shouldPreferTheMachinesOwnSettingsToThoseOfTheApi() {
    WantedCameras wanted = wanted(List.of(DOOR), List.of());
    wanted.onApi(List.of(CameraSettings.parse("door=webcam:7")), Set.of());

    assertThat(fleet.find(DOOR.id()).orElseThrow().settings()).isEqualTo(DOOR);
  }

  @Test
  void shouldRefuseAFileWithACameraOfTheCommandLine() {
    WantedCameras wanted = wanted(List.of(DOOR), List.of());

    assertThatThrownBy(() -> wanted.onFile(List.of(HALL, DOOR)))
        .hasMessage(
            "camera door is given by --camera and by the file: each camera needs its own id");
    assertThat(fleet.cameras()).extracting(Camera::id).containsExactly(DOOR.id());
  }

  @Test
  void shouldShowTheDemoUntilTheFirstCameraIsWanted() {
    CameraSettings lobby = CameraSettings.parse("lobby=synthetic");
    WantedCameras wanted = wanted(List.of(), List.of(lobby));
    assertThat(fleet.cameras()).as("before the API's cameras are known").isEmpty();

    wanted.onApi(List.of(), Set.of());
    awaitState("lobby", State.RUNNING);
    wanted.onApi(List.of(HALL), Set.of());

    await().until(() -> forgotten.equals(List.of(lobby.id())));
    wanted.onApi(List.of(), Set.of(HALL.id()));
    assertThat(fleet.cameras()).isEmpty();
  }

  private WantedCameras wanted(List<CameraSettings> fixed, List<CameraSettings> demo) {
    var wanted =
        new WantedCameras(new CameraPlan("pi", fixed, Optional.of(Path.of("unread")), demo), fleet);
    wanted.start();
    return wanted;
  }

  private static CameraSettings paused(CameraSettings camera) {
    return new CameraSettings(
        camera.id(),
        camera.source(),
        OptionalDouble.empty(),
        false,
        List.of(),
        true,
        CameraLabel.NONE);
  }

  private void awaitState(String camera, State state) {
    await()
        .until(
            () ->
                Stream.ofNullable(statuses.get(new CameraId(camera)))
                    .anyMatch(status -> status.state() == state));
  }

  /** One picture, then it waits until its thread is interrupted. */
  private static final class EndlessSource implements FrameSource {
    private final CountDownLatch never = new CountDownLatch(1);
    private boolean shown;

    @Override
    public boolean advance() throws InterruptedException {
      if (shown) {
        never.await();
      }
      shown = true;
      return true;
    }

    @Override
    public Jpeg jpeg() {
      return new Jpeg(new byte[] {1});
    }

    @Override
    public void close() {}
  }
}
