package io.moodstream.emotionclassifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.emotionclassifier.model.TinyModel;
import io.moodstream.emotionclassifier.serving.ServedModels;
import io.moodstream.emotionclassifier.serving.ServedModels.Wanted;
import io.moodstream.emotionclassifier.serving.Shadow;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.ClassifierStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierHeartbeatTest {
  @TempDir private Path temp;

  private Instant now = Instant.parse("2026-06-01T12:00:00Z");

  private final MockProducer<String, ClassifierStatus> producer =
      new MockProducer<>(
          true,
          null,
          Topics.CLASSIFIERS.key().serializer(),
          Topics.CLASSIFIERS.value().serializer());

  @Test
  void shouldPublishNewsAtOnceAndNothingTwice() {
    var shadow = new Shadow(0, comparison -> {}, new SimpleMeterRegistry());
    try (var heartbeat = new ClassifierHeartbeat(producer, () -> now);
        var models =
            new ServedModels(this::load, new Wanted(1, List.of(), 0, 0), shadow, Duration.ZERO)) {
      // Given
      heartbeat.serving(models);
      assertThat(published()).hasSize(1);

      // When nothing has happened
      heartbeat.serving(models);

      // Then
      assertThat(published()).hasSize(1);

      // When five seconds have passed
      now = now.plusSeconds(5);
      heartbeat.serving(models);

      // Then
      assertThat(published()).hasSize(2).extracting(ClassifierStatus::updatedAt).endsWith(now);

      // When a candidate is ready and another is not
      models.follow(new Wanted(1, List.of(), 9, 2), Instant.EPOCH);
      heartbeat.serving(models);

      // Then
      ClassifierStatus status = published().get(2);
      assertThat(status.id()).isEqualTo(heartbeat.id());
      assertThat(status.champion()).isEqualTo(1);
      assertThat(status.challenger()).isZero();
      assertThat(status.ready()).containsExactlyInAnyOrder(1, 2);
      assertThat(status.refused()).isEqualTo(Map.of(9, "not here"));
    }
  }

  private List<ClassifierStatus> published() {
    return producer.history().stream().map(ProducerRecord::value).toList();
  }

  private ExpressionModel load(int version) {
    if (version == 9) {
      throw new IllegalStateException("not here");
    }
    return ExpressionModel.load(TinyModel.bundle(temp.resolve("v" + version), version));
  }
}
