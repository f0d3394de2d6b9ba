package io.moodstream.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.frames.Probabilities;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbabilitySmootherTest {
  private static final CameraId HALL = new CameraId("hall");
  private static final CameraId DOOR = new CameraId("door");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final float[] HAPPY = {0, 0, 0, 1, 0, 0, 0};
  private static final float[] SAD = {0, 0, 0, 0, 0, 1, 0};

  private final ProbabilitySmoother smoother = new ProbabilitySmoother(Duration.ofMillis(400));

  @Test
  void shouldWeighHalfWhatIsAHalfLifeOld() {
    assertThat(happy(frame(HALL, 0, 1, 1, HAPPY))).isEqualTo(1);
    assertThat(happy(frame(HALL, 400, 1, 1, SAD))).isEqualTo(1 / 3f, within(1e-6f));
    assertThat(happy(frame(HALL, 800, 1, 1, SAD))).isEqualTo(1 / 7f, within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 100, 200})
  void shouldFollowAChangeAfterAHalfLifeAtAnyRate(int millisPerFrame) {
    // given
    for (int millis = -8000; millis <= 0; millis += millisPerFrame) {
      happy(frame(HALL, millis, 1, 1, HAPPY));
    }

    // when
    float happy = 1;
    for (int millis = millisPerFrame; millis <= 400; millis += millisPerFrame) {
      happy = happy(frame(HALL, millis, 1, 1, SAD));
    }

    // then
    assertThat(happy).isEqualTo(0.5f, within(1e-3f));
  }

  @Test
  void shouldOutlastOneFrameThatDiffers() {
    for (int millis = 0; millis < 2000; millis += 40) {
      happy(frame(HALL, millis, 1, 1, HAPPY));
    }

    FrameExpressions flicker = smoother.smooth(frame(HALL, 2000, 1, 1, SAD));

    assertThat(flicker.faces().get(0).probabilities().top()).isEqualTo(Expression.HAPPY);
  }

  @Test
  void shouldStartAnewWithAnotherTrackCameraOrModel() {
    happy(frame(HALL, 0, 1, 1, HAPPY));

    assertThat(happy(frame(HALL, 40, 1, 2, SAD))).as("track").isZero();
    assertThat(happy(frame(DOOR, 40, 1, 1, SAD))).as("camera").isZero();
    assertThat(happy(frame(HALL, 80, 2, 1, SAD))).as("model").isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {4001, -4001, 86_400_000})
  void shouldStartAnewAfterAPauseOrAJumpOfTheClock(long millis) {
    happy(frame(HALL, 0, 1, 1, HAPPY));

    assertThat(happy(frame(HALL, millis, 1, 1, SAD))).isZero();
  }

  @Test
  void shouldTakeFramesThatComeInAnotherOrder() {
    happy(frame(HALL, 100, 1, 1, HAPPY));

    assertThat(happy(frame(HALL, 60, 1, 1, SAD))).isEqualTo(0.5f, within(1e-6f));
  }

  @Test
  void shouldForgetACamera() {
    happy(frame(HALL, 0, 1, 1, HAPPY));

    smoother.forget(HALL);

    assertThat(happy(frame(HALL, 40, 1, 1, SAD))).isZero();
  }

  @Test
  void shouldChangeNothingWithoutAHalfLife() {
    var off = new ProbabilitySmoother(Duration.ZERO);
    FrameExpressions second = frame(HALL, 40, 1, 1, SAD);

    assertThat(off.smooth(frame(HALL, 0, 1, 1, HAPPY)).faces()).hasSize(1);
    assertThat(off.smooth(second)).isEqualTo(second);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 10_001})
  void shouldRefuseAHalfLifeOutOfItsRange(long millis) {
    assertThatThrownBy(() -> new ProbabilitySmoother(Duration.ofMillis(millis)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("smoothing: 0s to 10s expected, not %d ms".formatted(millis));
  }

  private float happy(FrameExpressions frame) {
    return smoother.smooth(frame).faces().get(0).probabilities().of(Expression.HAPPY);
  }

  private static FrameExpressions frame(
      CameraId camera, long millis, int model, long track, float... probabilities) {
    Instant at = NOON.plusMillis(millis);
    var id = new FrameId("s", Math.abs(millis));
    var info = new FrameInfo(camera, id, at, at, 640, 480, Outcome.ANALYSED);
    var face =
        new FaceExpression(track, new Box(10, 20, 60, 80), 1, new Probabilities(probabilities));
    return new FrameExpressions(info, model, List.of(face));
  }
}
