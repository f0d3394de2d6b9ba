package io.moodstream.emotionclassifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.model.SpoiltBundles;
import io.moodstream.emotionclassifier.model.TinyModel;
import io.moodstream.emotionclassifier.model.TinyModel.Flaw;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.AuditEntry.Action;
import io.moodstream.pipeline.models.ModelManifest;
import io.moodstream.pipeline.models.ModelRegistry.ModelRefused;
import io.moodstream.testbroker.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What must not serve does not, on a real broker with cameras that run on: it is refused when it is
 * published, or rolled back when it fails.
 */
class ModelMishapIT {
  @TempDir private static Path folder;
  private static TestBroker broker;
  private static Installation residents;

  @TempDir private Path temp;
  private Installation hall;
  private int champion;

  /** Makes a zip that must be refused. */
  @FunctionalInterface
  private interface Spoiling {
    byte[] zip(SpoiltBundles bundles) throws Exception;
  }

  private static Stream<Arguments> spoilings() {
    return Stream.of(
        spoiling("truncated", SpoiltBundles::truncated, "the zip is damaged"),
        spoiling("a flipped bit", SpoiltBundles::flippedInTheZip, "the zip is damaged"),
        spoiling(
            "a flipped bit in the graph",
            SpoiltBundles::flippedInTheGraph,
            "the card states .*: the file was changed or damaged"),
        spoiling(
            "another shape",
            SpoiltBundles::ofAnotherShape,
            "the input is DT_FLOAT \\[-1, 64, 48, 1\\], not DT_FLOAT \\[-1, 48, 48, 1\\]"),
        spoiling(
            "permuted labels",
            SpoiltBundles::withPermutedLabels,
            "model.json: labels are \\[disgust, angry, fear"),
        spoiling(
            "a graph that reads a file",
            bundles -> bundles.readingAFile(Path.of("/etc/hostname")),
            "the (node 'spy' is a ReadFile|constant 'path' is DT_STRING): only "),
        spoiling(
            "weights that are no numbers",
            SpoiltBundles::withWeightsThatAreNoNumbers,
            "the weights '.*' hold a value that is not finite"),
        spoiling(
            "a file outside",
            SpoiltBundles::escaping,
            "the zip holds '../../evil.png': only saved_model.pb"),
        spoiling(
            "oversized",
            SpoiltBundles::oversized,
            "the zip has 67,108,865 bytes, more than 67,108,864"),
        spoiling(
            "another reference", SpoiltBundles::withAnotherReference, "self-test failed: face 0 "));
  }

  private static Arguments spoiling(String name, Spoiling spoiling, String reason) {
    return arguments(named(name, spoiling), reason);
  }

  @BeforeAll
  static void startClassifier() throws Exception {
    broker = TestBroker.start(folder);
    residents = new Installation(broker.connection(), "residents");
    Path bundle = folder.resolve("champion");
    residents.publishChampion(TinyModel.bundle(bundle, 1));
    var follow = new FollowSettings(0.2, Duration.ofMinutes(2), 1.5);
    residents.startClassifier(folder.resolve("state"), bundle, follow);
  }

  @AfterAll
  static void stopClassifier() {
    residents.close();
    broker.close();
  }

  @BeforeEach
  void openHall() {
    hall = new Installation(broker.connection(), temp.getFileName().toString());
    champion = hall.publish(TinyModel.bundle(temp.resolve("champion"), 1));
    hall.awaitServing(champion);
  }

  @AfterEach
  void closeHall() {
    hall.close();
  }

  @ParameterizedTest
  @MethodSource("spoilings")
  void shouldRefuseASpoiltBundleAndServeOn(Spoiling spoiling, String reason) throws Exception {
    // Given
    byte[] zip = spoiling.zip(new SpoiltBundles(temp));
    List<ModelManifest> before = hall.models().models();

    // When
    assertThatThrownBy(() -> hall.models().publish(zip, "eve"))
        .isInstanceOf(ModelRefused.class)
        .message()
        .containsPattern(reason);

    // Then
    assertThat(hall.models().models()).isEqualTo(before);
    AuditEntry told = lastAudit();
    assertThat(told.action()).isEqualTo(Action.REFUSED);
    assertThat(told.by()).isEqualTo("eve");
    assertThat(told.reason()).containsPattern(reason);
    hall.awaitMoreAnswers(3);
    hall.assertAnsweredOnceBy(champion);
  }

  @Test
  void shouldRollBackByItselfWhenTheNewChampionFails() throws Exception {
    // Given a model that passes its self-test, and fails on a face that the cameras see
    ModelBundle failing = TinyModel.bundle(temp.resolve("failing"), 2, Flaw.NOT_FACE_THREE);
    int version = hall.publishFailing(failing, 3);

    // When
    hall.models().promote(version, "ada", "better");

    // Then
    awaitFallBackFrom(version);
    assertThat(lastAudit().reason())
        .startsWith(
            "version %d failed here: a model's logit is NaN, not finite".formatted(version));
    hall.awaitMoreAnswers(3);
    // Until that face came, it predicted the others.
    assertThat(hall.assertAnsweredOnce().values())
        .allSatisfy(served -> assertThat(served).startsWith(champion).endsWith(champion))
        .allSatisfy(served -> assertThat(served).isSubsetOf(champion, version));
  }

  @Test
  void shouldRollBackByItselfWhenTheNewChampionIsSlow() throws Exception {
    // Given
    int version = hall.publish(TinyModel.bundle(temp.resolve("slow"), 3, Flaw.SLOW));
    assertThat(lastAudit().reason())
        .matches(
            "published tiny; slower than the champion: [\\d.]+ ms a face instead of [\\d.]+ ms");

    // When
    hall.models().promote(version, "ada", "better");

    // Then
    awaitFallBackFrom(version);
    assertThat(lastAudit().reason())
        .matches(
            "version %d failed here: it takes [\\d.]+ ms a face, the one before took [\\d.]+ ms"
                .formatted(version));
    hall.awaitServing(champion);
    assertThat(hall.assertAnsweredOnce().values())
        .contains(List.of(champion, version, champion))
        .isSubsetOf(List.of(champion), List.of(champion, version, champion));
  }

  private void awaitFallBackFrom(int version) {
    Installation.patiently("the old champion is champion again")
        .until(() -> lastAudit().action() == Action.FELL_BACK);
    assertThat(lastAudit())
        .extracting(AuditEntry::from, AuditEntry::to)
        .containsExactly(version, champion);
    assertThat(lastAudit().by()).startsWith("classifier-");
    assertThat(hall.champion()).isEqualTo(champion);
  }

  private AuditEntry lastAudit() {
    List<AuditEntry> audit = hall.models().audit();
    return audit.get(audit.size() - 1);
  }
}
