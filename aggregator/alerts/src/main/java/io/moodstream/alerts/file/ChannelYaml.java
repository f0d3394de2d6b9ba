package io.moodstream.alerts.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.alerts.delivery.ChannelSettings;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one entry of {@code channels}. Unknown fields are errors. */
final class ChannelYaml {
  private static final List<String> WEBHOOK =
      List.of("name", "webhook", "secret", "secretEnv", "rules");
  private static final List<String> MQTT =
      List.of("name", "mqtt", "user", "password", "passwordEnv", "prefix", "discovery", "rules");
  private static final List<String> MAIL =
      List.of("name", "mail", "user", "password", "passwordEnv", "from", "to", "rules");
  private static final String NONE = "none";

  private ChannelYaml() {}

  static ChannelSettings read(JsonNode node, Map<String, String> environment) {
    if (node.hasNonNull("mqtt")) {
      return mqtt(node, environment);
    }
    return node.hasNonNull("mail") ? mail(node, environment) : webhook(node, environment);
  }

  private static ChannelSettings webhook(JsonNode node, Map<String, String> environment) {
    requireKnown(node, WEBHOOK);
    return new ChannelSettings.Webhook(
        text(node, "name"),
        rules(node),
        address(node, "webhook"),
        secret(node, "secret", environment));
  }

  private static ChannelSettings mqtt(JsonNode node, Map<String, String> environment) {
    requireKnown(node, MQTT);
    Optional<ChannelSettings.Login> login = login(node, environment);
    String discovery = textOr(node, "discovery", "homeassistant");
    return new ChannelSettings.Mqtt(
        text(node, "name"),
        rules(node),
        address(node, "mqtt"),
        login,
        textOr(node, "prefix", "moodstream"),
        discovery.equals(NONE) ? Optional.empty() : Optional.of(discovery));
  }

  private static ChannelSettings mail(JsonNode node, Map<String, String> environment) {
    requireKnown(node, MAIL);
    return new ChannelSettings.Mail(
        text(node, "name"),
        rules(node),
        address(node, "mail"),
        login(node, environment),
        text(node, "from"),
        List.copyOf(texts(node, "to")));
  }

  private static Optional<ChannelSettings.Login> login(
      JsonNode node, Map<String, String> environment) {
    Optional<String> password = secret(node, "password", environment);
    if (node.hasNonNull("user") != password.isPresent()) {
      throw new IllegalArgumentException("user: goes with password or passwordEnv");
    }
    return password.map(it -> new ChannelSettings.Login(text(node, "user"), it));
  }

  private static void requireKnown(JsonNode node, List<String> fields) {
    for (var field : node.properties()) {
      if (!fields.contains(field.getKey())) {
        throw new IllegalArgumentException(
            "%s: unknown; known are %s".formatted(field.getKey(), String.join(", ", fields)));
      }
    }
  }

  private static String textOr(JsonNode node, String field, String otherwise) {
    return node.hasNonNull(field) ? text(node, field) : otherwise;
  }

  private static URI address(JsonNode node, String field) {
    String address = text(node, field);
    try {
      return URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: not an address: %s".formatted(field, e.getMessage()), e);
    }
  }

  /** The text of {@code field}, or of the environment variable that {@code fieldEnv} names. */
  private static Optional<String> secret(
      JsonNode node, String field, Map<String, String> environment) {
    String named = field + "Env";
    if (!node.hasNonNull(named)) {
      return node.hasNonNull(field) ? Optional.of(text(node, field)) : Optional.empty();
    }
    String variable = text(node, named);
    return Optional.of(
        Optional.ofNullable(environment.get(variable))
            .filter(value -> !value.isBlank())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s: the environment variable %s is not set".formatted(named, variable))));
  }

  private static Set<String> rules(JsonNode node) {
    return texts(node, "rules");
  }

  private static Set<String> texts(JsonNode node, String field) {
    JsonNode list = node.path(field);
    if (!list.isMissingNode() && !list.isArray()) {
      throw new IllegalArgumentException(field + ": a list");
    }
    var texts = new LinkedHashSet<String>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new IllegalArgumentException(field + ": a text is needed");
    }
    return value.textValue().strip();
  }
}
