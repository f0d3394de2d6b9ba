package io.moodstream.cameraproducer.wanted;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.stage.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
  private static final String HALL = "cameras: [{id: hall, source: 'webcam:0'}]\n";
  private static final String DOOR = "cameras: [{id: door, source: 'webcam:1'}]\n";

  @TempDir private Path folder;
  private Path file;
  private FileWatch watch;
  private final List<List<String>> applied = new ArrayList<>();

  @BeforeEach
  void open() {
    file = folder.resolve("cameras.yaml");
    watch =
        new FileWatch(
            file, cameras -> applied.add(cameras.stream().map(FileWatchTest::id).toList()));
  }

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void shouldApplyAFileThatComesLaterAndEachChangeOnce() throws IOException {
    watch.look();
    assertThat(applied).isEmpty();

    Files.writeString(file, HALL);
    watch.look();
    watch.look();
    Files.writeString(file, DOOR);
    watch.look();
    watch.look();
    watch.look();

    assertThat(applied).containsExactly(List.of("hall"), List.of("door"));
    assertThat(watch.health().checks()).isEmpty();
  }

  @Test
  void shouldWaitUntilAChangeIsWrittenWhole() throws IOException {
    Files.writeString(file, HALL);
    watch.look();

    // An editor empties a file before it writes it.
    Files.writeString(file, "");
    watch.look();
    Files.writeString(file, DOOR);
    watch.look();
    watch.look();

    assertThat(applied).containsExactly(List.of("hall"), List.of("door"));
  }

  @Test
  void shouldChangeNothingAndReportWhileTheFileIsDamaged() throws IOException {
    Files.writeString(file, HALL);
    watch.look();

    Files.writeString(file, "cameras: [{id: hall, sauce: 'webcam:0'}]\n");
    watch.look();
    watch.look();

    assertThat(applied).hasSize(1);
    assertThat(watch.health().checks())
        .containsExactly(
            new Health.Check(
                "cameras.yaml",
                Health.Status.DEGRADED,
                file
                    + ": cameras[0] hall: sauce: unknown; known are id, name, source, group, rate,"
                    + " pictures, purpose, purposeCode, legalBasis, exception, exceptionReason,"
                    + " masks, paused; the cameras of before go on"));

    Files.writeString(file, HALL);
    watch.look();
    watch.look();
    assertThat(watch.health().checks()).isEmpty();
  }

  @Test
  void shouldKeepTheCamerasOfAFileThatIsGone() throws IOException {
    Files.writeString(file, HALL);
    watch.look();

    Files.delete(file);
    watch.look();

    assertThat(applied).hasSize(1);
    assertThat(watch.health().status()).isEqualTo(Health.Status.DEGRADED);

    Files.writeString(file, HALL);
    watch.look();
    watch.look();
    assertThat(watch.health().status()).isEqualTo(Health.Status.UP);
  }

  @Test
  void shouldReportCamerasThatCannotRunHere() throws IOException {
    try (var refusing =
        new FileWatch(
            file,
            cameras -> {
              throw new IllegalArgumentException("camera hall is given twice");
            })) {
      Files.writeString(file, HALL);
      refusing.look();

      assertThat(refusing.health().checks())
          .singleElement()
          .satisfies(
              check -> assertThat(check.detail()).startsWith("camera hall is given twice; the"));
    }
  }

  private static String id(CameraSettings camera) {
    return camera.id().value();
  }
}
