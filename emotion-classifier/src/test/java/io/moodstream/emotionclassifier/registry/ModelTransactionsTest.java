package io.moodstream.emotionclassifier.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.model.TinyModel;
import io.moodstream.emotionclassifier.registry.ModelChange.Request;
import io.moodstream.pipeline.models.ModelManifest;
import io.moodstream.pipeline.models.ModelRegistry.Publication;
import io.moodstream.pipeline.models.ModelRegistry.UnknownModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTransactionsTest {
  private static final Request ADA = new Request("ada", Instant.EPOCH, "because");

  @TempDir private Path temp;

  private final ModelTopics topics = new ModelTopics();
  private final MockKafka kafka = new MockKafka(topics);
  private final ModelLog log = kafka.log();
  private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
  private final ModelTransactions transactions =
      new ModelTransactions(
          () -> {
            MockProducer<byte[], byte[]> producer = kafka.producer();
            producers.add(producer);
            return producer;
          });

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void shouldDecideAgainOnHowThingsStandWhenSomebodyElseWasFaster() throws InterruptedException {
    // Given a publisher between our reading and our writing
    ModelBundle ours = TinyModel.bundle(temp.resolve("ours"), 1);
    ModelBundle theirs = TinyModel.bundle(temp.resolve("theirs"), 2);
    byte[] ourZip = ours.toZip();

    // When
    Publication published =
        transactions.write(
            log,
            catalog -> {
              if (producers.size() == 1) {
                topics.write(c -> ModelChange.publish(c, theirs, theirs.toZip(), ADA));
                producers.get(0).fenceProducer();
              }
              return ModelChange.publish(catalog, ours, ourZip, ADA);
            });

    // Then
    assertThat(published.version()).isEqualTo(2);
    assertThat(log.catchUp().models())
        .extracting(ModelManifest::sha256)
        .containsExactly(theirs.sha256(), ours.sha256());
    assertThat(producers).hasSize(2).allMatch(MockProducer::closed);
  }

  @Test
  void shouldWriteNothingWhenNothingHasToChange() throws InterruptedException {
    int result = transactions.write(log, catalog -> new ModelChange<>(List.of(), 7));

    assertThat(result).isEqualTo(7);
    assertThat(topics.records()).isEmpty();
    assertThat(producers).singleElement().matches(MockProducer::closed);
  }

  @Test
  void shouldWriteNothingWhenTheDecisionIsNo() {
    assertThatThrownBy(
            () -> transactions.write(log, catalog -> ModelChange.challenge(catalog, 9, ADA)))
        .isInstanceOf(UnknownModel.class);

    assertThat(topics.records()).isEmpty();
    assertThat(producers).singleElement().matches(MockProducer::closed);
  }

  @Test
  void shouldNotTryAgainWhereThatWillNotHelp() {
    KafkaException forbidden = new AuthorizationException("not allowed");

    assertThatThrownBy(
            () ->
                transactions.write(
                    log,
                    catalog -> {
                      throw forbidden;
                    }))
        .isSameAs(forbidden);
    assertThat(producers).hasSize(1);
  }
}
