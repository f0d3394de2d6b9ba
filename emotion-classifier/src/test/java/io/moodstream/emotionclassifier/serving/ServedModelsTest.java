package io.moodstream.emotionclassifier.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.emotionclassifier.model.TinyModel;
import io.moodstream.emotionclassifier.serving.ServedModels.Wanted;
import io.moodstream.pipeline.frames.Pixels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedModelsTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Duration PROBATION = Duration.ofMinutes(2);
  private static final List<Pixels> FACE = List.of(TinyModel.face(1));
  private static final List<Pixels> ENOUGH_FACES =
      Collections.nCopies(InferenceTimes.ENOUGH, TinyModel.face(1));
  private static final int BROKEN = 9;

  @TempDir private Path temp;

  private final Map<Integer, ExpressionModel> everLoaded = new TreeMap<>();
  private boolean kafkaAnswers = true;
  private ServedModels models;

  @BeforeEach
  void open() {
    models = open(new Wanted(1, List.of(), 0, 0));
  }

  @AfterEach
  void close() {
    models.close();
  }

  @Test
  void shouldServeTheChampionFromTheStart() {
    assertThat(models.slot().predict(FACE).orElseThrow().model()).isEqualTo(1);
    assertThat(models.ready()).containsExactly(1);
  }

  @Test
  void shouldMakeACandidateReadyAndServeOn() {
    // When
    models.follow(new Wanted(1, List.of(), 0, 2), NOON);

    // Then
    assertThat(models.ready()).containsExactlyInAnyOrder(1, 2);
    assertThat(models.slot().predict(FACE).orElseThrow().model()).isEqualTo(1);
  }

  @Test
  void shouldSwapAndCloseTheOldModelAfterProbation() {
    // Given
    models.follow(new Wanted(1, List.of(), 0, 2), NOON);

    // When
    models.follow(new Wanted(2, List.of(1), 0, 0), NOON);

    // Then the old one stays for two minutes
    assertThat(models.slot().predict(ENOUGH_FACES).orElseThrow().model()).isEqualTo(2);
    models.follow(new Wanted(2, List.of(1), 0, 0), NOON.plus(PROBATION));
    assertThat(everLoaded.get(1).predict(FACE)).hasSize(1);

    // And is closed after that.
    models.follow(new Wanted(2, List.of(1), 0, 0), NOON.plus(PROBATION).plusMillis(1));
    assertThatThrownBy(() -> everLoaded.get(1).predict(FACE))
        .hasMessage("the model tiny is closed");
    assertThat(models.ready()).containsExactly(2);
  }

  @Test
  void shouldKeepTheOldModelUntilTheNewOneHasSeenFaces() {
    // Given
    Instant later = NOON.plus(Duration.ofHours(1));
    models.follow(new Wanted(2, List.of(1), 0, 0), NOON);
    assertThat(models.slot().predict(FACE).orElseThrow().model()).isEqualTo(2);

    // When
    models.follow(new Wanted(2, List.of(1), 0, 0), later);

    // Then
    assertThat(models.slot().fallback()).as("one face is not enough").isPresent();

    // And
    assertThat(models.slot().predict(ENOUGH_FACES).orElseThrow().model()).isEqualTo(2);
    models.follow(new Wanted(2, List.of(1), 0, 0), later);
    assertThat(models.slot().fallback()).isEmpty();
  }

  @Test
  void shouldNotPutAModelOnTrialThatComesBack() {
    models.follow(new Wanted(2, List.of(1), 0, 0), NOON);
    assertThat(models.slot().fallback()).isPresent();

    models.follow(new Wanted(1, List.of(), 0, 0), NOON.plusSeconds(5));

    assertThat(models.slot().predict(FACE).orElseThrow().model()).isEqualTo(1);
    assertThat(models.slot().fallback()).isEmpty();
    models.follow(new Wanted(3, List.of(1), 0, 0), NOON.plusSeconds(10));
    assertThat(models.slot().fallback()).isPresent();
  }

  @Test
  void shouldNotPutAModelOnTrialThatServedBeforeThisProcessBegan() {
    // Given a start after the promotion of 1 over 2
    models.follow(new Wanted(1, List.of(2), 0, 0), NOON);

    // When
    models.follow(new Wanted(2, List.of(), 0, 0), NOON.plusSeconds(5));

    // Then
    assertThat(models.slot().predict(FACE).orElseThrow().model()).isEqualTo(2);
    assertThat(models.slot().fallback()).isEmpty();
  }

  @Test
  void shouldNotTakeARollBackForAPromotionWhenTwoModelsTookTurns() {
    // Given 1, then 2, then 1 again
    models.follow(new Wanted(2, List.of(1), 0, 0), NOON);
    models.follow(new Wanted(1, List.of(1, 2), 0, 0), NOON.plusSeconds(5));
    assertThat(models.slot().fallback()).as("promoted").isPresent();

    // When it is rolled back to 2, and 1 is what served before that
    models.follow(new Wanted(2, List.of(1), 0, 0), NOON.plusSeconds(10));

    // Then
    assertThat(models.slot().predict(FACE).orElseThrow().model()).isEqualTo(2);
    assertThat(models.slot().fallback()).isEmpty();
  }

  @Test
  void shouldServeOnWhenTheNewChampionCannotBeLoaded() {
    // When
    models.follow(new Wanted(BROKEN, List.of(1), 0, 0), NOON);

    // Then
    assertThat(models.slot().predict(FACE).orElseThrow().model()).isEqualTo(1);
    assertThat(models.refused()).containsExactly(Map.entry(BROKEN, "version 9 is broken"));
    assertThat(models.ready()).containsExactly(1);

    // And once it is not wanted any more it may be asked for again.
    models.follow(new Wanted(1, List.of(), 0, 0), NOON);
    assertThat(models.refused()).isEmpty();
  }

  @Test
  void shouldStartWithTheLatestThatCanServeAndSaySo() {
    // Given a broken champion, and a broken one before it
    Wanted wanted = new Wanted(BROKEN, List.of(1, 2, 10), 0, 0);

    // When
    try (ServedModels started = open(wanted)) {
      started.follow(wanted, NOON);

      // Then
      assertThat(started.slot().predict(FACE).orElseThrow().model()).isEqualTo(2);
      assertThat(started.slot().fallback()).isEmpty();
      assertThat(started.refused()).containsExactly(Map.entry(BROKEN, "version 9 is broken"));
      assertThat(started.fallbackReason())
          .contains(
              "model version 2 serves instead of the champion, version 9: version 9 is broken");

      // And
      started.follow(new Wanted(3, List.of(1, 2), 0, 0), NOON);
      assertThat(started.slot().predict(FACE).orElseThrow().model()).isEqualTo(3);
      assertThat(started.fallbackReason()).isEmpty();
    }
  }

  @Test
  void shouldNotStartWhenNoneCanServe() {
    assertThatThrownBy(() -> open(new Wanted(BROKEN, List.of(11, 10), 0, 0)))
        .hasMessage("version 9 is broken");
  }

  @Test
  void shouldTryAgainWhenAModelCouldNotBeRead() {
    // Given
    kafkaAnswers = false;
    models.follow(new Wanted(1, List.of(), 0, 2), NOON);
    assertThat(models.ready()).containsExactly(1);
    assertThat(models.refused()).as("nothing is wrong with it").isEmpty();

    // When
    kafkaAnswers = true;
    models.follow(new Wanted(1, List.of(), 0, 2), NOON);

    // Then
    assertThat(models.ready()).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void shouldFallBackAtOnceAndNotFollowAgain() {
    // Given
    models.follow(new Wanted(2, List.of(1), 0, 0), NOON);

    // When
    models.fallBack("version 2 failed here");
    models.follow(new Wanted(2, List.of(1), 0, 0), NOON.plusSeconds(1));

    // Then
    assertThat(models.slot().predict(FACE).orElseThrow().model()).isEqualTo(1);
    assertThat(models.refused()).containsExactly(Map.entry(2, "version 2 failed here"));

    // And when everybody has gone back, the failed one is closed.
    models.follow(new Wanted(1, List.of(), 0, 0), NOON.plusSeconds(2));
    assertThatThrownBy(() -> everLoaded.get(2).predict(FACE))
        .hasMessage("the model tiny is closed");
  }

  @Test
  void shouldLoadAnEarlierChampionAgainWhenTheModelFailsLongAfterItsPromotion() {
    // Given a champion whose probation is over, so that the one before it is closed
    Wanted wanted = new Wanted(2, List.of(1, 10), 0, 0);
    models.follow(wanted, NOON);
    var unused = models.slot().predict(ENOUGH_FACES);
    models.follow(wanted, NOON.plus(PROBATION).plusSeconds(1));
    assertThat(models.slot().fallback()).isEmpty();
    everLoaded.get(2).close();

    // When a frame comes that it fails at
    assertThat(models.slot().predict(FACE)).as("goes unanalysed").isEmpty();
    assertThat(models.slot().complaint(3)).contains("the model tiny is closed");
    assertThat(models.fallBack("version 2 failed here")).contains(1);

    // Then
    assertThat(models.slot().predict(FACE).orElseThrow().model()).isEqualTo(1);
    assertThat(models.slot().complaint(3)).isEmpty();
    models.follow(new Wanted(1, List.of(10), 0, 0), NOON.plusSeconds(300));
    assertThat(models.fallbackReason())
        .as("stays until the next promotion")
        .contains("model version 1 serves: version 2 failed here");
  }

  @Test
  void shouldServeOnWithAFailingModelWhenNoOtherCan() {
    // Given
    models.follow(new Wanted(1, List.of(10, 11), 0, 0), NOON);
    everLoaded.get(1).close();
    assertThat(models.slot().predict(FACE)).isEmpty();

    // When
    assertThat(models.fallBack("version 1 failed here")).isEmpty();
    models.follow(new Wanted(1, List.of(10, 11), 0, 0), NOON);

    // Then
    assertThat(models.slot().predict(FACE)).isEmpty();
    assertThat(models.fallbackReason())
        .contains("version 1 failed here; no earlier version can serve instead");

    // And a promotion mends it.
    models.follow(new Wanted(2, List.of(1), 0, 0), NOON);
    assertThat(models.slot().predict(FACE).orElseThrow().model()).isEqualTo(2);
    assertThat(models.fallbackReason()).isEmpty();
  }

  @Test
  void shouldRunAChallengerUntilItIsWithdrawn() {
    // When
    models.follow(new Wanted(1, List.of(), 3, 0), NOON);

    // Then
    assertThat(models.challenger()).isEqualTo(3);
    assertThat(models.slot().predict(FACE).orElseThrow().model()).isEqualTo(1);

    // And
    models.follow(new Wanted(1, List.of(), 0, 0), NOON);
    assertThat(models.challenger()).isZero();
    assertThatThrownBy(() -> everLoaded.get(3).predict(FACE))
        .hasMessage("the model tiny is closed");
  }

  @Test
  void shouldPromoteAChallengerWithoutLoadingItAgain() {
    // Given
    models.follow(new Wanted(1, List.of(), 3, 0), NOON);
    ExpressionModel challenger = everLoaded.get(3);

    // When
    models.follow(new Wanted(3, List.of(1), 0, 0), NOON);

    // Then
    assertThat(models.slot().served().model()).isSameAs(challenger);
    assertThat(models.challenger()).isZero();
  }

  @Test
  void shouldCloseEverythingInTheEnd() {
    models.follow(new Wanted(2, List.of(1), 3, 4), NOON);

    models.close();

    assertThat(everLoaded).hasSize(4);
    assertThat(everLoaded.values())
        .allSatisfy(
            model ->
                assertThatThrownBy(() -> model.predict(FACE))
                    .hasMessage("the model tiny is closed"));
  }

  private ServedModels open(Wanted wanted) {
    var shadow = new Shadow(1, comparison -> {}, new SimpleMeterRegistry());
    return new ServedModels(this::load, wanted, shadow, PROBATION);
  }

  private ExpressionModel load(int version) {
    if (version >= BROKEN) {
      throw new IllegalStateException("version %d is broken".formatted(version));
    }
    if (!kafkaAnswers) {
      throw new TimeoutException("no answer within 30 s");
    }
    ExpressionModel model =
        ExpressionModel.load(TinyModel.bundle(temp.resolve("v" + version), version));
    everLoaded.put(version, model);
    return model;
  }
}
