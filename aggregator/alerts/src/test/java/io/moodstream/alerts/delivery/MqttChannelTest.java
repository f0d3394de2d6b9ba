package io.moodstream.alerts.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import io.moodstream.pipeline.alerts.Alert;
import io.moquette.BrokerConstants;
import io.moquette.broker.Server;
import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker. */
class MqttChannelTest {
  @TempDir Path folder;
  private final Server broker = new Server();
  private Optional<Mqtt3AsyncClient> subscriber = Optional.empty();
  private final Map<String, String> messages = new ConcurrentHashMap<>();

  @BeforeEach
  void start() throws IOException {
    var properties = new Properties();
    properties.setProperty(IConfig.HOST_PROPERTY_NAME, "127.0.0.1");
    properties.setProperty(IConfig.PORT_PROPERTY_NAME, "0");
    properties.setProperty(
        IConfig.WEB_SOCKET_PORT_PROPERTY_NAME, BrokerConstants.DISABLED_PORT_BIND);
    properties.setProperty(IConfig.ALLOW_ANONYMOUS_PROPERTY_NAME, "true");
    properties.setProperty(IConfig.ENABLE_TELEMETRY_NAME, "false");
    properties.setProperty(IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME, "false");
    properties.setProperty(IConfig.DATA_PATH_PROPERTY_NAME, folder.toString());
    broker.startServer(new MemoryConfig(properties));
    await("the broker has its port").until(() -> broker.getPort() > 0);
  }

  @AfterEach
  void stop() {
    subscriber.ifPresent(client -> client.toBlocking().disconnect());
    broker.stopServer();
  }

  @Test
  void shouldShowAnAlertAsASensorOfHomeAssistant() throws Exception {
    Alert alert = WebhookChannelTest.ALERT;
    try (AlertChannel channel = channel()) {
      channel.send(alert);

      // A client that comes later gets what the broker has kept.
      subscribe();
      await().until(() -> messages.size() == 4);
      assertThat(messages)
          .containsEntry("moodstream/status", "online")
          .containsEntry("moodstream/hall/sad/state", "ON");
      JsonNode sensor = json("homeassistant/binary_sensor/moodstream_hall_sad/config");
      assertThat(sensor.get("name").asText()).isEqualTo("Many sad faces");
      assertThat(sensor.get("state_topic").asText()).isEqualTo("moodstream/hall/sad/state");
      assertThat(sensor.get("availability_topic").asText()).isEqualTo("moodstream/status");
      assertThat(sensor.at("/device/name").asText()).isEqualTo("moodstream hall");
      assertThat(json("moodstream/hall/sad/attributes").get("value").asDouble()).isEqualTo(0.52);

      channel.send(alert.ended(alert.at().plusSeconds(60), Optional.of(0.1)));
      await().until(() -> "OFF".equals(messages.get("moodstream/hall/sad/state")));
    }
    await().until(() -> "offline".equals(messages.get("moodstream/status")));
  }

  @Test
  void shouldFailForNowWithoutABroker() {
    int port = broker.getPort();
    broker.stopServer();

    assertThatThrownBy(
            () -> {
              try (AlertChannel channel = channel(port)) {
                channel.send(WebhookChannelTest.ALERT);
              }
            })
        .isInstanceOfSatisfying(
            DeliveryFailed.class,
            failure -> {
              assertThat(failure.mayCome()).isTrue();
              assertThat(failure).hasMessageStartingWith("127.0.0.1: ");
            });
  }

  private AlertChannel channel() {
    return channel(broker.getPort());
  }

  private static AlertChannel channel(int port) {
    return new ChannelSettings.Mqtt(
            "home",
            Set.of(),
            URI.create("mqtt://127.0.0.1:" + port),
            Optional.empty(),
            "moodstream",
            Optional.of("homeassistant"))
        .open();
  }

  private void subscribe() throws Exception {
    Mqtt3AsyncClient client =
        MqttClient.builder()
            .useMqttVersion3()
            .identifier("home-assistant")
            .serverHost("127.0.0.1")
            .serverPort(broker.getPort())
            .buildAsync();
    client.toBlocking().connect();
    subscriber = Optional.of(client);
    client
        .subscribeWith()
        .topicFilter("#")
        .qos(MqttQos.AT_LEAST_ONCE)
        .callback(
            message ->
                messages.put(
                    message.getTopic().toString(), new String(message.getPayloadAsBytes(), UTF_8)))
        .send()
        .get();
  }

  private JsonNode json(String topic) throws IOException {
    return new JsonMapper().readTree(messages.get(topic));
  }
}
