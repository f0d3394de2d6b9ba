package io.moodstream.emotionclassifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.emotionclassifier.model.BundleFolder;
import io.moodstream.emotionclassifier.model.TinyModel;
import io.moodstream.emotionclassifier.registry.ModelRepository;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.ClassifierStatus;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelRegistry.ModelConflict;
import io.moodstream.testbroker.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another model is promoted while cameras run, on a real broker. */
class ModelSwapIT {
  @TempDir private static Path brokerFolder;
  private static TestBroker broker;

  @TempDir private Path temp;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = TestBroker.start(brokerFolder);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void shouldAnswerEveryFrameOnceThroughTwentySwaps() throws Exception {
    // Given a classifier that closes the old model as soon as the new one serves
    try (Installation hall = new Installation(broker.connection(), "swaps")) {
      int odd = hall.publishChampion(TinyModel.bundle(temp.resolve("odd"), 11));
      int even = hall.publish(TinyModel.bundle(temp.resolve("even"), 12));
      hall.startClassifier(temp.resolve("state"), temp.resolve("odd"), probation(Duration.ZERO));
      hall.awaitServing(odd);
      List<Integer> served = new ArrayList<>(List.of(odd));

      // When
      for (int swap = 1; swap <= 20; swap++) {
        int next = swap % 2 == 1 ? even : odd;
        hall.models().promote(next, "ada", "swap " + swap);
        hall.awaitServing(next);
        served.add(next);
      }

      // Then
      hall.assertAnsweredOnceBy(served.toArray(Integer[]::new));
    }
  }

  @Test
  void shouldPromoteInEveryClassifierOrInNone() throws Exception {
    try (Installation hall = new Installation(broker.connection(), "converging")) {
      // Given two classifiers
      Path bundle = temp.resolve("first");
      int first = hall.publishChampion(TinyModel.bundle(bundle, 21));
      int second = hall.publish(TinyModel.bundle(temp.resolve("second"), 22));
      int third = hall.publish(TinyModel.bundle(temp.resolve("third"), 23));
      hall.startClassifier(temp.resolve("a"), bundle, Installation.PATIENT);
      hall.startClassifier(temp.resolve("b"), bundle, Installation.PATIENT);
      awaitChampion(hall, first);
      hall.awaitServing(first);

      // When, then both change
      hall.models().promote(second, "ada", "better");
      awaitChampion(hall, second);
      hall.awaitServing(second);

      // When one of them has no place for another model, then none changes
      replaceByFile(temp.resolve("b").resolve("models"));
      assertThatThrownBy(() -> hall.models().promote(third, "ada", "better still"))
          .isInstanceOf(ModelConflict.class)
          .hasMessageStartingWith("version %d cannot become champion: classifier-", third)
          .hasMessageContaining(" refuses it: cannot write the model bundle ");
      assertNothingHasChanged(hall, second);

      // And when there is a place again, both change
      Files.delete(temp.resolve("b").resolve("models"));
      Installation.patiently("the refusal is forgotten")
          .until(
              () -> hall.models().classifiers().stream().allMatch(one -> one.refused().isEmpty()));
      hall.models().promote(third, "ada", "once more");
      awaitChampion(hall, third);
      hall.awaitServing(third);
      hall.assertAnsweredOnceBy(first, second, third);
    }
  }

  @Test
  void shouldNameAClassifierThatDoesNotGetReadyInTime() throws Exception {
    // Given one that was heard of a moment ago and is silent since
    KafkaConnection kafka = broker.connection();
    ClassifierTopic.says(kafka, status());
    try (ModelRepository models = new ModelRepository(kafka, Duration.ofSeconds(1))) {
      var unused = models.publish(TinyModel.bundle(temp.resolve("x"), 31).toZip(), "ada");
      int version =
          models.publish(TinyModel.bundle(temp.resolve("y"), 32).toZip(), "ada").version();
      Map<ModelAlias, ?> before = models.aliases();

      // When, then
      assertThatThrownBy(() -> models.promote(version, "ada", "why not"))
          .isInstanceOf(ModelConflict.class)
          .hasMessage(
              "version %d cannot become champion: classifier-stuck on hall-pc is not ready",
              version);
      assertThat(models.aliases()).isEqualTo(before);
      ClassifierTopic.hasEnded(kafka, "classifier-stuck");
    }
  }

  private static void assertNothingHasChanged(Installation hall, int champion) {
    assertThat(hall.models().aliases()).containsOnlyKeys(ModelAlias.CHAMPION);
    assertThat(hall.champion()).isEqualTo(champion);
    AuditEntry last = hall.models().audit().get(hall.models().audit().size() - 1);
    assertThat(last.action()).isEqualTo(AuditEntry.Action.PROMOTION_FAILED);
    assertThat(last.reason()).contains("cannot write the model bundle");
    hall.awaitMoreAnswers(5);
    awaitChampion(hall, champion);
  }

  private static void awaitChampion(Installation hall, int version) {
    Installation.patiently("every classifier serves version " + version)
        .until(
            () -> {
              List<ClassifierStatus> all = hall.models().classifiers();
              return !all.isEmpty() && all.stream().allMatch(one -> one.champion() == version);
            });
  }

  private static FollowSettings probation(Duration probation) {
    return new FollowSettings(0.2, probation, 3);
  }

  private static void replaceByFile(Path folder) throws IOException {
    BundleFolder.delete(folder);
    Files.createFile(folder);
  }

  private static ClassifierStatus status() {
    return new ClassifierStatus(
        "classifier-stuck",
        "hall-pc",
        ClassifierStatus.State.SERVING,
        1,
        0,
        Set.of(1),
        Map.of(),
        Instant.now());
  }
}
