package io.moodstream.alerts.delivery;

import static io.moodstream.alerts.delivery.WebhookChannelTest.ALERT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.kafka.Topics;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ChannelDeliveryTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.ALERTS.name(), 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final List<MockProducer<byte[], byte[]>> deadLetters = new CopyOnWriteArrayList<>();
  private final List<Alert> sent = new CopyOnWriteArrayList<>();

  /** A channel whose library refuses an alert with an exception of its own. */
  private final AlertChannel channel =
      new AlertChannel() {
        @Override
        public void send(Alert alert) {
          if (alert.id().equals("odd")) {
            throw new IllegalArgumentException("invalid header value");
          }
          sent.add(alert);
        }

        @Override
        public void close() {}
      };

  @Test
  void shouldDeliverTheNextAfterAnAlertThatAChannelCannotSend() {
    consumer.schedulePollTask(
        () -> {
          consumer.rebalance(List.of(PARTITION));
          consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
          add(0, bytes(alert("odd")));
          add(1, "noise".getBytes(UTF_8));
          add(2, bytes(alert("sound")));
        });
    var settings =
        new ChannelSettings.Webhook(
            "hook", Set.of(), URI.create("https://hook.example"), Optional.empty());

    try (var delivery =
        new ChannelDelivery(
            settings,
            channel,
            this::consumer,
            this::producer,
            new SimpleMeterRegistry(),
            ChannelDelivery.Retries.DEFAULTS)) {
      delivery.start();

      await().untilAsserted(() -> assertThat(sent).extracting(Alert::id).containsExactly("sound"));
      assertThat(deadLetters)
          .flatExtracting(MockProducer::history)
          .extracting(letter -> letter.topic())
          .containsExactly(Topics.ALERTS_DEAD_LETTERS.name(), Topics.ALERTS_DEAD_LETTERS.name());
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    return consumer;
  }

  private Producer<byte[], byte[]> producer() {
    var producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    deadLetters.add(producer);
    return producer;
  }

  private void add(long offset, byte[] value) {
    consumer.addRecord(
        new ConsumerRecord<>(PARTITION.topic(), 0, offset, "hall".getBytes(UTF_8), value));
  }

  private static Alert alert(String id) {
    return new Alert(
        id,
        ALERT.kind(),
        ALERT.rule(),
        ALERT.name(),
        ALERT.camera(),
        ALERT.condition(),
        ALERT.value(),
        ALERT.since(),
        Instant.now());
  }

  private static byte[] bytes(Alert alert) {
    return Topics.ALERTS.value().serializer().serialize(Topics.ALERTS.name(), alert);
  }
}
