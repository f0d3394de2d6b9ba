package io.moodstream.emotionclassifier.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.emotionclassifier.model.BundleException;
import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.model.Sha256;
import io.moodstream.emotionclassifier.model.TinyModel;
import io.moodstream.emotionclassifier.registry.ModelChange.Request;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.ModelKey;
import io.moodstream.pipeline.models.ModelManifest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLogTest {
  private static final Request ADA = new Request("ada", Instant.EPOCH, "because");

  @TempDir private Path temp;

  private final ModelTopics topics = new ModelTopics();
  private final ModelLog log = new MockKafka(topics).log();
  private final byte[] zip = new byte[ModelRecords.CHUNK_BYTES * 5 / 2];
  private ModelBundle bundle;

  @BeforeEach
  void open() {
    bundle = TinyModel.bundle(temp.resolve("tiny"), 1);
    new Random(1).nextBytes(zip);
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void shouldPutTheChunksOfAModelTogether() {
    // Given two models, one after the other
    publish();
    ModelBundle other = TinyModel.bundle(temp.resolve("other"), 2);
    byte[] otherZip = other.toZip();
    topics.write(catalog -> ModelChange.publish(catalog, other, otherZip, ADA));

    // When
    ModelCatalog catalog = log.catchUp();

    // Then
    assertThat(log.zip(catalog.model(1))).isEqualTo(zip);
    assertThat(log.zip(catalog.model(2))).isEqualTo(otherZip);
  }

  @Test
  void shouldNotTakeChunksWithoutAManifestForAModel() {
    // Given records written without a transaction
    append(ModelKey.chunk(1, 0), new byte[10]);
    append(ModelKey.chunk(1, 1), new byte[10]);
    assertThat(log.catchUp().models()).isEmpty();

    // When the next one gets the same version
    publish();

    // Then
    assertThat(log.catchUp().models()).extracting(ModelManifest::version).containsExactly(1);
    assertThat(log.zip(log.catchUp().model(1))).isEqualTo(zip);
  }

  @Test
  void shouldRefuseChunksOfAnotherContent() {
    // Given a byte that is not as it was
    zip[7] ^= 1;
    publish();
    zip[7] ^= 1;
    append(ModelKey.manifest(1), manifest(zip.length, 3));

    // When, then
    assertThatThrownBy(() -> log.zip(log.catchUp().model(1)))
        .isInstanceOf(BundleException.class)
        .hasMessage(
            "model bundle version 1: its chunks on Kafka make 2,250,000 bytes that are not the"
                + " 2,250,000 of its manifest");
  }

  @Test
  void shouldRefuseAModelThatLacksAChunk() {
    append(ModelKey.chunk(1, 0), new byte[ModelRecords.CHUNK_BYTES]);
    append(ModelKey.manifest(1), manifest(zip.length, 3));

    assertThatThrownBy(() -> log.zip(log.catchUp().model(1)))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("make 900,000 bytes that are not the 2,250,000 of its manifest");
  }

  @Test
  void shouldNotBlameTheModelWhenItCannotBeReadInTime() {
    // Given a manifest of which Kafka does not hand over all chunks
    publish();
    ModelCatalog.Published model = log.catchUp().model(1);
    var later = new ModelCatalog.Published(model.manifest(), 0, model.end() + 10);

    // When, then
    assertThatThrownBy(() -> log.zip(later))
        .isInstanceOf(TimeoutException.class)
        .hasMessage("Kafka has handed over nothing of moodstream.models.v1 for 1 s");
  }

  private void publish() {
    topics.write(catalog -> ModelChange.publish(catalog, bundle, zip, ADA));
  }

  private byte[] manifest(long bytes, int chunks) {
    return ModelRecords.bytes(
        new ModelManifest(
            1,
            bundle.sha256(),
            Sha256.hex(zip),
            bytes,
            chunks,
            bundle.card().toJson(),
            Instant.EPOCH,
            "ada",
            false));
  }

  private void append(ModelKey key, byte[] value) {
    byte[] written = Topics.MODELS.key().serializer().serialize(Topics.MODELS.name(), key);
    topics.append(new ProducerRecord<>(Topics.MODELS.name(), 0, written, value));
  }
}
