package io.moodstream.emotionclassifier.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.emotionclassifier.model.TinyModel;
import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.DetectedFace;
import io.moodstream.pipeline.frames.DetectedFaces;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.pipeline.models.ShadowComparison;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowTest {
  private static final Pixels FACE = TinyModel.face(1);
  private static final Probabilities HAPPY = Probabilities.of(List.of(0f, 0f, 0f, 1f, 0f, 0f, 0f));
  private static final Prediction CHAMPION = new Prediction(1, List.of(HAPPY));
  private static final Duration TIME = Duration.ofMillis(3);

  @TempDir private Path temp;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final BlockingQueue<ShadowComparison> written = new LinkedBlockingQueue<>();

  @Test
  void shouldCompareTheChallengerWithTheChampion() throws InterruptedException {
    try (ExpressionModel challenger = model();
        Shadow shadow = new Shadow(1, written::add, metrics)) {
      // Given
      shadow.challenger(2, Optional.of(challenger));

      // When
      shadow.predicted(frame(0), CHAMPION, TIME);

      // Then
      ShadowComparison comparison = written.poll(10, TimeUnit.SECONDS);
      assertThat(comparison).isNotNull();
      assertThat(comparison.frame()).isEqualTo(new FrameId("s", 0));
      assertThat(comparison.champion()).isEqualTo(1);
      assertThat(comparison.challenger()).isEqualTo(2);
      assertThat(comparison.championTime()).isEqualTo(TIME);
      assertThat(comparison.challengerTime()).isPositive();
      assertThat(comparison.faces())
          .containsExactly(
              new ShadowComparison.Face(7, HAPPY, challenger.predict(List.of(FACE)).get(0)));
    }
  }

  @Test
  void shouldTakeItsShareOfTheFramesSpreadOverTime() {
    try (Shadow shadow = new Shadow(0.2, written::add, metrics)) {
      for (int second = 0; second < 10; second++) {
        int from = 100 * second;
        long taken =
            IntStream.range(from, from + 100)
                .filter(sequence -> shadow.sampled(new FrameId("s", sequence)))
                .count();
        assertThat(taken).isBetween(8L, 32L);
      }
    }
  }

  @Test
  void shouldDoNothingWithoutAChallenger() {
    try (Shadow shadow = new Shadow(1, written::add, metrics)) {
      shadow.predicted(frame(0), CHAMPION, TIME);

      assertThat(shadow.idle()).isTrue();
      assertThat(written).isEmpty();
    }
  }

  @Test
  void shouldLeaveOutAndCountWhatTheChallengerCannotKeepUpWith() {
    CountDownLatch stuck = new CountDownLatch(1);
    try (ExpressionModel challenger = model();
        Shadow shadow =
            new Shadow(
                1,
                comparison -> {
                  written.add(comparison);
                  awaitUninterrupted(stuck);
                },
                metrics)) {
      // Given
      shadow.challenger(2, Optional.of(challenger));

      // When
      for (int sequence = 0; sequence < 100; sequence++) {
        shadow.predicted(frame(sequence), CHAMPION, TIME);
      }

      // Then
      assertThat(frames("left_out")).isGreaterThanOrEqualTo(100 - 32 - 1);
      stuck.countDown();
      await().until(() -> written.size() + frames("left_out") == 100);
    }
  }

  @Test
  void shouldCountWhatTheChallengerFails() {
    try (Shadow shadow = new Shadow(1, written::add, metrics)) {
      // Given
      ExpressionModel broken = model();
      broken.close();
      shadow.challenger(2, Optional.of(broken));

      // When
      shadow.predicted(frame(0), CHAMPION, TIME);

      // Then
      await().until(() -> frames("failed") == 1);
      assertThat(written).isEmpty();
    }
  }

  private double frames(String outcome) {
    return metrics
        .get("moodstream.classifier.shadow.frames")
        .tag("outcome", outcome)
        .counter()
        .count();
  }

  private ExpressionModel model() {
    return ExpressionModel.load(TinyModel.bundle(temp.resolve("challenger"), 5));
  }

  private static DetectedFaces frame(long sequence) {
    var info =
        new FrameInfo(
            new CameraId("hall"),
            new FrameId("s", sequence),
            Instant.EPOCH,
            Instant.EPOCH,
            640,
            480,
            Outcome.ANALYSED);
    return new DetectedFaces(info, List.of(new DetectedFace(7, new Box(0, 0, 48, 48), FACE, 1)));
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
