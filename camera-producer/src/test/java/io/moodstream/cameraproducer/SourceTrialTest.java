package io.moodstream.cameraproducer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.moodstream.cameraproducer.source.FrameSource;
import io.moodstream.pipeline.cameras.CameraOwner;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.frames.Jpeg;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceTrialTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final CameraSettings ADDRESS = CameraSettings.parse("trial=http://cam/video");
  private static final CameraSettings WEBCAM = CameraSettings.parse("trial=webcam:0");

  private final CameraFleet fleet =
      new CameraFleet(
          (settings, owner) ->
              new Camera(
                  settings,
                  owner,
                  camera -> new Numbered(1),
                  frame -> {},
                  status -> {},
                  () -> false,
                  Clock.systemUTC()),
          id -> {});

  @AfterEach
  void close() {
    fleet.close();
  }

  @Test
  void shouldTakeTheFirstPictureOfAnAddressAndALaterOneOfAWebcam() throws Exception {
    var trial = new SourceTrial(fleet, camera -> new Numbered(100));

    assertThat(trial.picture(ADDRESS).bytes()).containsExactly(1);
    assertThat(trial.picture(WEBCAM).bytes()).as("the first ones are dark").containsExactly(8);
  }

  @Test
  void shouldGiveTheReasonWhyASourceDoesNotOpen() {
    var trial =
        new SourceTrial(
            fleet,
            camera -> {
              throw new IOException("cam answered 401");
            });

    assertThatThrownBy(() -> trial.picture(ADDRESS))
        .isInstanceOf(IOException.class)
        .hasMessage("cam answered 401");
  }

  @Test
  void shouldNotWaitForASourceForEver() throws Exception {
    var closed = new CountDownLatch(1);
    var trial =
        new SourceTrial(
            fleet,
            camera -> {
              try {
                new CountDownLatch(1).await();
              } finally {
                closed.countDown();
              }
              return new Numbered(1);
            },
            SHORT);

    assertThatThrownBy(() -> trial.picture(ADDRESS))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("no picture within");
    closed.await();
  }

  @Test
  void shouldShowTheNewestPictureOfTheCameraThatHasAWebcamOpen() throws Exception {
    CameraSettings hall = CameraSettings.parse("hall=webcam:0");
    fleet.apply(List.of(new CameraFleet.Wanted(hall, CameraOwner.UNKNOWN)), Set.of());
    await().until(() -> fleet.find(hall.id()).flatMap(Camera::newest).isPresent());
    var trial =
        new SourceTrial(
            fleet,
            camera -> {
              throw new IOException("it is open already");
            });

    assertThat(trial.picture(WEBCAM).bytes()).containsExactly(1);
    assertThat(trial.userOf(WEBCAM.source()).map(Camera::id)).contains(hall.id());
    assertThat(trial.userOf(ADDRESS.source())).isEmpty();
  }

  /** So many pictures, each its own number, then it waits until its thread is interrupted. */
  private static final class Numbered implements FrameSource {
    private final int pictures;
    private final CountDownLatch never = new CountDownLatch(1);
    private int shown;

    Numbered(int pictures) {
      this.pictures = pictures;
    }

    @Override
    public boolean advance() throws InterruptedException {
      if (shown == pictures) {
        never.await();
      }
      shown++;
      return true;
    }

    @Override
    public Jpeg jpeg() {
      return new Jpeg(new byte[] {(byte) shown});
    }

    @Override
    public void close() {}
  }
}
