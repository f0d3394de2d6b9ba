package io.moodstream.alerts.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.moodstream.alerts.delivery.ChannelSettings;
import io.moodstream.pipeline.alerts.AlertRule;
import io.moodstream.pipeline.alerts.AlertRuleJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The rules and channels of {@code alerts.yaml}. Each id and each name once. */
public record AlertsFile(List<AlertRule> rules, List<ChannelSettings> channels) {
  public static final AlertsFile EMPTY = new AlertsFile(List.of(), List.of());

  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
  private static final Set<String> PARTS = Set.of("rules", "channels");

  public AlertsFile {
    rules = List.copyOf(rules);
    channels = List.copyOf(channels);
  }

  /**
   * @param environment where secrets may be named
   * @throws IllegalArgumentException naming the file, the entry, the key, and what is wrong
   */
  public static AlertsFile read(Path file, Map<String, String> environment) {
    try {
      JsonNode root = YAML.readTree(Files.readString(file));
      if (root.isMissingNode() || root.isNull()) {
        return EMPTY;
      }
      for (var part : root.properties()) {
        if (!PARTS.contains(part.getKey())) {
          throw new IllegalArgumentException(
              "%s: unknown; known are rules, channels".formatted(part.getKey()));
        }
      }
      return new AlertsFile(
          list(root, "rules", "id", AlertRuleJson::read, AlertRule::id),
          list(
              root,
              "channels",
              "name",
              node -> ChannelYaml.read(node, environment),
              ChannelSettings::name));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s: line %d: %s"
              .formatted(
                  file,
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("not valid YAML")),
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException("%s: cannot be read: %s".formatted(file, e), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static <T> List<T> list(
      JsonNode root,
      String part,
      String idField,
      Function<JsonNode, T> reading,
      Function<T, String> id) {
    JsonNode entries = root.path(part);
    if (!entries.isMissingNode() && !entries.isNull() && !entries.isArray()) {
      throw new IllegalArgumentException(part + ": a list");
    }
    List<T> all = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode entry : entries) {
      String place = "%s[%d] %s".formatted(part, all.size(), entry.path(idField).asText()).strip();
      try {
        T read = reading.apply(entry);
        if (!ids.add(id.apply(read))) {
          throw new IllegalArgumentException("%s: listed twice".formatted(idField));
        }
        all.add(read);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("%s: %s".formatted(place, e.getMessage()), e);
      }
    }
    return all;
  }
}
