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
  private static final List<String> FIELDS =
      List.of("name", "webhook", "secret", "secretEnv", "rules");

  private ChannelYaml() {}

  static ChannelSettings read(JsonNode node, Map<String, String> environment) {
    for (var field : node.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        throw new IllegalArgumentException(
            "%s: unknown; known are %s".formatted(field.getKey(), String.join(", ", FIELDS)));
      }
    }
    return new ChannelSettings.Webhook(
        text(node, "name"), rules(node), address(node), secret(node, environment));
  }

  private static URI address(JsonNode node) {
    String address = text(node, "webhook");
    try {
      return URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("webhook: not an address: " + e.getMessage(), e);
    }
  }

  private static Optional<String> secret(JsonNode node, Map<String, String> environment) {
    if (!node.hasNonNull("secretEnv")) {
      return node.hasNonNull("secret") ? Optional.of(text(node, "secret")) : Optional.empty();
    }
    String variable = text(node, "secretEnv");
    return Optional.of(
        Optional.ofNullable(environment.get(variable))
            .filter(value -> !value.isBlank())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "secretEnv: the environment variable %s is not set".formatted(variable))));
  }

  private static Set<String> rules(JsonNode node) {
    JsonNode list = node.path("rules");
    if (!list.isMissingNode() && !list.isArray()) {
      throw new IllegalArgumentException("rules: a list of ids");
    }
    var rules = new LinkedHashSet<String>();
    list.forEach(id -> rules.add(id.asText()));
    return rules;
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new IllegalArgumentException(field + ": a text is needed");
    }
    return value.textValue().strip();
  }
}
