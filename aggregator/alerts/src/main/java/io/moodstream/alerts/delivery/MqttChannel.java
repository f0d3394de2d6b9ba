package io.moodstream.alerts.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import io.moodstream.pipeline.alerts.Alert;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Publishes each alert's state to a broker, retained, with what Home Assistant needs to show it as
 * a sensor. Connects at the first alert and stays connected; when the connection ends, the broker
 * publishes that the sensors are unavailable.
 */
final class MqttChannel implements AlertChannel {
  private static final int ANSWER_SECONDS = 10;
  private static final int CONNECT_SECONDS = 5;
  private static final int KEEP_ALIVE_SECONDS = 30;

  private final ChannelSettings.Mqtt settings;
  private final HomeAssistant topics;
  private Optional<Mqtt3AsyncClient> connected = Optional.empty();

  MqttChannel(ChannelSettings.Mqtt settings) {
    this.settings = settings;
    this.topics = new HomeAssistant(settings.prefix(), settings.discovery());
  }

  @Override
  public void send(Alert alert) throws DeliveryFailed, InterruptedException {
    Mqtt3AsyncClient client = client();
    try {
      for (HomeAssistant.Message message : topics.messages(alert)) {
        publish(client, message);
      }
    } catch (DeliveryFailed e) {
      close();
      throw e;
    }
  }

  private Mqtt3AsyncClient client() throws DeliveryFailed, InterruptedException {
    if (connected.isPresent()) {
      return connected.get();
    }
    Mqtt3AsyncClient client = build();
    await(client.connectWith().cleanSession(true).keepAlive(KEEP_ALIVE_SECONDS).send());
    connected = Optional.of(client);
    publish(client, topics.available(true));
    return client;
  }

  private void publish(Mqtt3AsyncClient client, HomeAssistant.Message message)
      throws DeliveryFailed, InterruptedException {
    await(
        client
            .publishWith()
            .topic(message.topic())
            .qos(MqttQos.AT_LEAST_ONCE)
            .retain(message.retained())
            .payload(message.payload().getBytes(UTF_8))
            .send());
  }

  private Mqtt3AsyncClient build() {
    HomeAssistant.Message gone = topics.available(false);
    Mqtt3ClientBuilder builder =
        MqttClient.builder()
            .useMqttVersion3()
            .identifier("moodstream-" + settings.name())
            .serverHost(settings.broker().getHost())
            .serverPort(settings.port())
            .transportConfig()
            .socketConnectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
            .mqttConnectTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
            .applyTransportConfig()
            .willPublish()
            .topic(gone.topic())
            .qos(MqttQos.AT_LEAST_ONCE)
            .retain(gone.retained())
            .payload(gone.payload().getBytes(UTF_8))
            .applyWillPublish();
    if (settings.isSecure()) {
      builder = builder.sslWithDefaultConfig();
    }
    if (settings.login().isPresent()) {
      ChannelSettings.Login login = settings.login().get();
      builder =
          builder
              .simpleAuth()
              .username(login.user())
              .password(login.password().getBytes(UTF_8))
              .applySimpleAuth();
    }
    return builder.buildAsync();
  }

  private void await(CompletableFuture<?> answer) throws DeliveryFailed, InterruptedException {
    try {
      answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw DeliveryFailed.forNow(
          "%s: %s"
              .formatted(
                  settings.broker().getHost(),
                  Objects.requireNonNullElse(e.getCause(), e).getMessage()),
          e);
    } catch (TimeoutException e) {
      throw DeliveryFailed.forNow(
          "no answer from %s within %d s".formatted(settings.broker().getHost(), ANSWER_SECONDS),
          e);
    }
  }

  /** Without the last will of a connection that breaks, the sensors are unavailable as well. */
  @Override
  public void close() {
    connected.ifPresent(
        client -> {
          try {
            publish(client, topics.available(false));
          } catch (DeliveryFailed e) {
            // The broker publishes the last will.
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          var unused = client.disconnect();
        });
    connected = Optional.empty();
  }
}
