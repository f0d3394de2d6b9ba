package io.moodstream.emotionclassifier.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.model.ModelCard;
import io.moodstream.emotionclassifier.model.Sha256;
import io.moodstream.emotionclassifier.model.TinyModel;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.AuditEntry.Action;
import io.moodstream.pipeline.models.ClassifierStatus;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelManifest;
import io.moodstream.pipeline.models.ModelRegistry.ModelConflict;
import io.moodstream.pipeline.models.ModelRegistry.Publication;
import io.moodstream.pipeline.models.ModelRegistry.UnknownModel;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** How versions come and go. */
class ModelPublicationTest extends ModelChangeFixture {
  @Test
  void shouldPublishTheFirstModelAsChampion() {
    // When
    Publication first = publish(1);

    // Then
    ModelCatalog catalog = topics.read();
    assertThat(first.version()).isEqualTo(1);
    assertThat(first.known()).isFalse();
    assertThat(catalog.version(ModelAlias.CHAMPION)).isEqualTo(1);
    assertThat(catalog.models()).extracting(ModelManifest::sha256).containsExactly(first.sha256());
    assertThat(ModelCard.ofJson(catalog.models().get(0).card()).name()).isEqualTo("tiny");
    assertThat(catalog.audit())
        .extracting(AuditEntry::action)
        .containsExactly(Action.PUBLISHED, Action.PROMOTED);
  }

  @Test
  void shouldPublishTheModelThatShipsOnceHoweverManyStartTogether() {
    // Given
    ModelBundle shipped = TinyModel.bundle(temp.resolve("shipped"), 1);
    ModelBundle other = TinyModel.bundle(temp.resolve("other"), 2);

    // When
    int first = topics.write(c -> ModelChange.publishFirst(c, shipped, shipped.toZip(), ADA));
    int second = topics.write(c -> ModelChange.publishFirst(c, other, other.toZip(), ADA));

    // Then
    assertThat(first).isEqualTo(1);
    assertThat(second).isEqualTo(1);
    assertThat(topics.read().models()).hasSize(1);
  }

  @Test
  void shouldRecogniseTheSameContent() {
    // Given
    publish(1);
    int before = topics.records().size();

    // When
    Publication again = publish(1);

    // Then
    assertThat(again.known()).isTrue();
    assertThat(again.version()).isEqualTo(1);
    assertThat(topics.records()).hasSize(before);
  }

  @Test
  void shouldWriteChunksThatFitEveryClusterAndMakeTheZip() {
    // Given a zip of two and a half chunks
    byte[] zip = new byte[ModelRecords.CHUNK_BYTES * 5 / 2];
    new Random(1).nextBytes(zip);
    ModelBundle bundle = TinyModel.bundle(temp.resolve("1"), 1);

    // When
    topics.write(catalog -> ModelChange.publish(catalog, bundle, zip, ADA));

    // Then
    ModelCatalog.Published published = topics.read().model(1);
    var joined = new ByteArrayOutputStream();
    topics.records().stream()
        .filter(record -> record.topic().equals(Topics.MODELS.name()))
        .filter(r -> r.offset() >= published.firstChunk() && r.offset() < published.end())
        .peek(record -> assertThat(record.value()).hasSizeLessThanOrEqualTo(900_000))
        .forEach(record -> joined.writeBytes(record.value()));
    assertThat(published.manifest().chunks()).isEqualTo(3);
    assertThat(joined.toByteArray()).isEqualTo(zip);
    assertThat(Sha256.hex(joined.toByteArray())).isEqualTo(published.manifest().zipSha256());
  }

  @Test
  void shouldNeverGiveAVersionTwice() {
    // Given
    publish(1);
    publish(2);

    // When
    topics.write(catalog -> ModelChange.delete(catalog, 2, ADA));

    // Then
    assertThat(publish(3).version()).isEqualTo(3);
    assertThat(topics.read().models()).extracting(ModelManifest::version).containsExactly(1, 3);
    assertThat(publish(2).version()).as("published again after it was deleted").isEqualTo(4);
  }

  @Test
  void shouldOnlyDeleteWhatNoAliasNames() {
    publish(1);
    publish(2);
    topics.write(catalog -> ModelChange.challenge(catalog, 2, ADA));

    assertThatThrownBy(() -> topics.write(c -> ModelChange.delete(c, 1, ADA)))
        .isInstanceOf(ModelConflict.class)
        .hasMessage("version 1 is the champion");
    assertThatThrownBy(() -> topics.write(c -> ModelChange.delete(c, 2, ADA)))
        .hasMessage("version 2 is the challenger");
    assertThatThrownBy(() -> topics.write(c -> ModelChange.delete(c, 3, ADA)))
        .isInstanceOf(UnknownModel.class)
        .hasMessage("there is no model version 3");
  }

  @Test
  void shouldNotDeleteWhatAClassifierMayFallBackTo() {
    // Given a classifier that keeps 1 behind 2
    publish(1);
    publish(2);
    promote(2);
    says(Set.of(1, 2), NOON.minusSeconds(1));

    // When, then
    assertThatThrownBy(() -> topics.write(c -> ModelChange.delete(c, 1, ADA)))
        .isInstanceOf(ModelConflict.class)
        .hasMessageStartingWith(
            "classifier-1 on hall-pc keeps version 1 in case the champion fails")
        .hasMessageContaining("it can be deleted some minutes after the promotion");

    // And when 2 has proved itself
    says(Set.of(2), NOON);
    assertThat(topics.<Integer>write(c -> ModelChange.delete(c, 1, ADA))).isEqualTo(1);
  }

  @Test
  void shouldNotWaitForAClassifierThatIsLongSilentWhateverItsClockSays() {
    // Given one whose clock is wrong
    publish(1);
    publish(2);
    promote(2);
    says(Set.of(1, 2), NOON.minusSeconds(31));

    // When, then
    assertThat(topics.read().live(NOON)).isEmpty();
    assertThat(topics.read().live(NOON.minusSeconds(2))).hasSize(1);
    assertThat(topics.<Integer>write(c -> ModelChange.delete(c, 1, ADA))).isEqualTo(1);
  }

  /** A classifier whose own clock is a day ahead. */
  private void says(Set<Integer> ready, Instant brokersTime) {
    var status =
        new ClassifierStatus(
            "classifier-1",
            "hall-pc",
            ClassifierStatus.State.SERVING,
            2,
            0,
            ready,
            Map.of(),
            brokersTime.plus(Duration.ofDays(1)));
    String topic = Topics.CLASSIFIERS.name();
    topics.append(
        new ProducerRecord<>(
            topic,
            0,
            brokersTime.toEpochMilli(),
            status.id().getBytes(UTF_8),
            Topics.CLASSIFIERS.value().serializer().serialize(topic, status)));
  }
}
