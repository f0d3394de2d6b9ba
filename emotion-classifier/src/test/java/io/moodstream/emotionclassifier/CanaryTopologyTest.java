package io.moodstream.emotionclassifier;

import static io.moodstream.emotionclassifier.DrivenClassifier.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.emotionclassifier.model.TinyModel;
import io.moodstream.emotionclassifier.model.TinyModel.Flaw;
import io.moodstream.emotionclassifier.serving.CanaryRule;
import io.moodstream.emotionclassifier.serving.CanaryRule.Outcome;
import io.moodstream.emotionclassifier.serving.ServedModels;
import io.moodstream.emotionclassifier.serving.ServedModels.Wanted;
import io.moodstream.emotionclassifier.serving.Shadow;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.models.CameraShare;
import io.moodstream.pipeline.models.ModelAssignment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topology with real models, of which one serves a share of the cameras. */
class CanaryTopologyTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final CameraShare SHARE = new CameraShare(30);
  private static final CanaryRule RULE = new CanaryRule(Duration.ofMinutes(10), 5, 1, 1);
  private static final double SLOW = 10_000;
  private static final List<CameraId> CAMERAS =
      IntStream.range(0, 40).mapToObj(i -> new CameraId("camera-" + i)).toList();

  @TempDir private Path temp;
  private DrivenClassifier classifier;
  private ServedModels models;

  @BeforeEach
  void open() {
    classifier = new DrivenClassifier(temp.resolve("state"));
    var shadow = new Shadow(0, comparison -> {}, new SimpleMeterRegistry());
    IntFunction<ExpressionModel> loader =
        version ->
            ExpressionModel.load(
                TinyModel.bundle(
                    temp.resolve("model-" + version),
                    version == 2 ? 1 : version,
                    version == 3 ? Flaw.NOT_FACE_THREE : Flaw.NONE));
    models = new ServedModels(loader, wanted(0), shadow, Duration.ZERO);
    classifier.predict = models.slot()::predict;
  }

  @AfterEach
  void close() {
    models.close();
    classifier.close();
  }

  @Test
  void shouldServeItsShareOfTheCamerasOnly() {
    models.follow(wanted(2), NOON);

    CAMERAS.forEach(camera -> classifier.send(frame(camera, 0)));

    Map<CameraId, Integer> served = new TreeMap<>();
    for (FrameExpressions answer : classifier.expressions.readValuesToList()) {
      served.put(answer.frame().camera(), answer.model());
    }
    assertThat(served).hasSize(CAMERAS.size());
    assertThat(served)
        .allSatisfy(
            (camera, version) -> assertThat(version).isEqualTo(SHARE.contains(camera) ? 2 : 1));
    assertThat(served.values()).contains(1, 2);
  }

  @Test
  void shouldBePromotedWhenItAgreesWithTheChampion() {
    // Given a canary of the same weights
    models.follow(wanted(2), NOON);
    assertThat(verdict(NOON).outcome()).isEqualTo(Outcome.CONTINUE);

    // When its cameras have been seen often enough
    for (int sequence = 0; sequence < 10; sequence++) {
      for (CameraId camera : CAMERAS) {
        classifier.send(frame(camera, sequence));
      }
    }

    // Then all that it was compared on is reported
    assertThat(models.canaryFigures())
        .hasValueSatisfying(
            figures -> {
              assertThat(figures.version()).isEqualTo(2);
              assertThat(figures.compared()).isPositive();
              assertThat(figures.differing()).isZero();
              assertThat(figures.uncertain()).isEqualTo(figures.championUncertain());
              assertThat(figures.millis()).isPositive();
              assertThat(figures.championMillis()).isPositive();
            });

    // And after ten minutes
    assertThat(verdict(NOON).outcome()).isEqualTo(Outcome.CONTINUE);
    CanaryRule.Verdict last = verdict(NOON.plus(RULE.least()));
    assertThat(last.outcome()).isEqualTo(Outcome.PROMOTE);
    assertThat(last.reason()).contains(" faces, 0.0% of them another expression");
  }

  @Test
  void shouldEndWhenItFailsAndLetTheChampionAnswer() {
    // Given a canary that gives no number for a face that its cameras see
    models.follow(wanted(3), NOON);
    CameraId camera = CAMERAS.stream().filter(SHARE::contains).findFirst().orElseThrow();

    var prediction = models.slot().predict(camera, List.of(TinyModel.face(3)));

    assertThat(prediction.orElseThrow().model()).isEqualTo(1);
    assertThat(verdict(NOON).outcome()).isEqualTo(Outcome.END);
    assertThat(verdict(NOON).reason()).contains("a model's logit is NaN");
  }

  @Test
  void shouldLeaveEveryCameraToTheChampionOnceItHasEnded() {
    models.follow(wanted(2), NOON);
    models.follow(wanted(0), NOON);

    CAMERAS.forEach(camera -> classifier.send(frame(camera, 0)));

    assertThat(classifier.expressions.readValuesToList())
        .extracting(FrameExpressions::model)
        .containsOnly(1);
    assertThat(models.canaryVerdict(RULE, SLOW, NOON)).isEmpty();
    assertThat(models.canaryFigures()).isEmpty();
    assertThat(models.ready()).containsExactly(1);
  }

  private CanaryRule.Verdict verdict(Instant now) {
    return models.canaryVerdict(RULE, SLOW, now).orElseThrow();
  }

  /**
   * @param canary 0 for none
   */
  private static Wanted wanted(int canary) {
    var assignment = new ModelAssignment(canary, List.of(), NOON, "ada", "try", SHARE.percent());
    return new Wanted(1, List.of(), 0, 0, canary == 0 ? Optional.empty() : Optional.of(assignment));
  }
}
