package io.moodstream.allinone.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.cameraproducer.CameraProducer;
import io.moodstream.cameraproducer.CameraSettings;
import io.moodstream.pipeline.kafka.KafkaUser;
import io.moodstream.pipeline.kafka.TopicLayout;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.KafkaStage;
import io.moodstream.testbroker.BrokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaStageIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir private Path folder;

  @Test
  void shouldWaitForAKafkaThatComesLater() throws Exception {
    try (BrokerProcess broker = BrokerProcess.start(folder)) {
      // given
      broker.kill();
      try (var stage =
          new KafkaStage(
              KafkaUser.CAMERA_PRODUCER,
              broker.connection(),
              TopicLayout.replicated((short) 1),
              () ->
                  CameraProducer.stage(
                      broker.connection(),
                      new SimpleMeterRegistry(),
                      List.of(CameraSettings.parse("demo=synthetic"))))) {
        // when
        stage.start();

        // then
        await()
            .atMost(LIMIT)
            .until(
                () ->
                    stage
                        .kafkaHealth()
                        .checks()
                        .get(0)
                        .detail()
                        .startsWith("waiting for Kafka: no Kafka at 127.0.0.1:"));
        assertThat(stage.health().status()).isEqualTo(Health.Status.STARTING);
        assertThat(stage.stage()).isEmpty();

        // when
        broker.startAgain();

        // then
        await().atMost(LIMIT).until(() -> stage.health().status() == Health.Status.UP);
        assertThat(stage.health().checks())
            .extracting(Health.Check::name)
            .containsExactly("kafka", "camera-producer");
      }
    }
  }
}
