package io.moodstream.alerts.delivery;

import io.moodstream.pipeline.frames.CameraId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where alerts are sent. */
public sealed interface ChannelSettings {
  /** Also the end of its consumer group's name. */
  String name();

  /** Ids of the rules whose alerts it takes; empty for all. */
  Set<String> rules();

  /** Opens no connection before the first alert. */
  AlertChannel open();

  /**
   * A POST for each alert.
   *
   * @param secret signs the requests
   */
  record Webhook(String name, Set<String> rules, URI url, Optional<String> secret)
      implements ChannelSettings {
    public Webhook {
      rules = Set.copyOf(rules);
      requireName(name);
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (!web || url.getHost() == null || url.getUserInfo() != null) {
        throw new IllegalArgumentException(
            "webhook: an address such as https://example.org/alerts, not '%s'".formatted(url));
      }
    }

    @Override
    public AlertChannel open() {
      return new WebhookChannel(this);
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "webhook %s at %s".formatted(name, url.getHost());
    }
  }

  /** At a broker. */
  record Login(String user, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return user;
    }
  }

  /**
   * Retained messages at a broker, and a sensor for Home Assistant.
   *
   * @param broker {@code mqtt://host:1883}, or {@code mqtts://host:8883} for TLS
   * @param prefix of the topics of alerts
   * @param discovery prefix of Home Assistant's discovery topics; empty for no sensors
   */
  record Mqtt(
      String name,
      Set<String> rules,
      URI broker,
      Optional<Login> login,
      String prefix,
      Optional<String> discovery)
      implements ChannelSettings {
    private static final int PLAIN_PORT = 1883;
    private static final int TLS_PORT = 8883;

    public Mqtt {
      rules = Set.copyOf(rules);
      requireName(name);
      boolean known = "mqtt".equals(broker.getScheme()) || "mqtts".equals(broker.getScheme());
      if (!known || broker.getHost() == null || broker.getUserInfo() != null) {
        throw new IllegalArgumentException(
            "mqtt: an address such as mqtt://broker.local:1883, not '%s'".formatted(broker));
      }
      requireTopic("prefix", prefix);
      discovery.ifPresent(topic -> requireTopic("discovery", topic));
    }

    boolean isSecure() {
      return "mqtts".equals(broker.getScheme());
    }

    int port() {
      return broker.getPort() > 0 ? broker.getPort() : isSecure() ? TLS_PORT : PLAIN_PORT;
    }

    @Override
    public AlertChannel open() {
      return new MqttChannel(this);
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "mqtt %s at %s".formatted(name, broker.getHost());
    }

    private static void requireTopic(String field, String topic) {
      if (topic.isBlank() || topic.matches("(?s).*[+#\\s].*") || topic.endsWith("/")) {
        throw new IllegalArgumentException(
            "%s: a topic without + # and spaces, not '%s'".formatted(field, topic));
      }
    }
  }

  /**
   * A mail for each alert.
   *
   * @param server {@code smtp://host:25}, encrypted by STARTTLS where the server offers it, or
   *     {@code smtps://host:465}
   * @param to at least one
   */
  record Mail(
      String name,
      Set<String> rules,
      URI server,
      Optional<Login> login,
      String from,
      List<String> to)
      implements ChannelSettings {
    private static final int PLAIN_PORT = 25;
    private static final int LOGIN_PORT = 587;
    private static final int TLS_PORT = 465;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,]+@[^\\s@<>,]+");

    public Mail {
      rules = Set.copyOf(rules);
      to = List.copyOf(to);
      requireName(name);
      boolean known = "smtp".equals(server.getScheme()) || "smtps".equals(server.getScheme());
      if (!known || server.getHost() == null || server.getUserInfo() != null) {
        throw new IllegalArgumentException(
            "mail: an address such as smtps://mail.example.org, not '%s'".formatted(server));
      }
      requireAddress("from", from);
      if (to.isEmpty()) {
        throw new IllegalArgumentException("to: at least one address");
      }
      to.forEach(address -> requireAddress("to", address));
    }

    boolean isSecure() {
      return "smtps".equals(server.getScheme());
    }

    int port() {
      int usual = isSecure() ? TLS_PORT : login.isPresent() ? LOGIN_PORT : PLAIN_PORT;
      return server.getPort() > 0 ? server.getPort() : usual;
    }

    @Override
    public AlertChannel open() {
      return new MailChannel(this);
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "mail %s by %s".formatted(name, server.getHost());
    }

    private static void requireAddress(String field, String address) {
      if (!ADDRESS.matcher(address).matches()) {
        throw new IllegalArgumentException(
            "%s: an address such as ada@example.org, not '%s'".formatted(field, address));
      }
    }
  }

  private static void requireName(String name) {
    if (!CameraId.isValid(name)) {
      throw new IllegalArgumentException(
          "name: 1 to 64 of the characters A-Z a-z 0-9 . _ -, not '%s'".formatted(name));
    }
  }
}
