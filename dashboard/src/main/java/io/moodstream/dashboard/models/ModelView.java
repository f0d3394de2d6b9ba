package io.moodstream.dashboard.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.moodstream.dashboard.http.Json;
import io.moodstream.pipeline.models.Interval95;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelAssignment;
import io.moodstream.pipeline.models.ModelManifest;
import io.moodstream.pipeline.models.ModelRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A published model as the API returns it.
 *
 * @param accuracy 0 to 1, on the test images; null where the card does not say
 * @param measured what the accuracy was measured on; null where the card does not say
 * @param bytes of its zip
 * @param card the bundle's {@code model.json}; null in a list, where it is left out
 */
record ModelView(
    int version,
    String name,
    String architecture,
    List<String> aliases,
    @Nullable Double accuracy,
    @Nullable Measured measured,
    String publishedAt,
    String publishedBy,
    String sha256,
    long bytes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode card) {

  /**
   * The faces behind an accuracy.
   *
   * @param source name of the data
   * @param split which part of them
   * @param low95 of the Wilson interval, 0 to 1
   */
  record Measured(String source, String split, int images, double low95, double high95) {
    static @Nullable Measured of(JsonNode card) {
      JsonNode accuracy = card.at("/metrics/accuracy");
      int images = card.at("/data/testImages").asInt();
      if (!accuracy.isNumber() || images < 1) {
        return null;
      }
      var interval = Interval95.of(accuracy.doubleValue(), images);
      return new Measured(
          card.at("/data/source").asText(),
          card.at("/data/split").asText(),
          images,
          interval.low(),
          interval.high());
    }
  }

  /** The answer to a bundle. */
  record Published(
      int version,
      String sha256,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String warning) {
    static Published of(ModelRegistry.Publication published) {
      return new Published(
          published.version(), published.sha256(), published.warning().orElse(null));
    }
  }

  /** The answer to a roll-back. */
  record Champion(int version) {}

  static ModelView withCard(ModelManifest model, Map<ModelAlias, ModelAssignment> aliases) {
    JsonNode card = card(model);
    return of(model, aliases, card, card);
  }

  static ModelView withoutCard(ModelManifest model, Map<ModelAlias, ModelAssignment> aliases) {
    return of(model, aliases, card(model), null);
  }

  private static ModelView of(
      ModelManifest model,
      Map<ModelAlias, ModelAssignment> aliases,
      JsonNode card,
      @Nullable JsonNode shown) {
    JsonNode accuracy = card.at("/metrics/accuracy");
    return new ModelView(
        model.version(),
        card.path("name").asText(),
        card.path("architecture").asText(),
        naming(model.version(), aliases),
        accuracy.isNumber() ? accuracy.doubleValue() : null,
        Measured.of(card),
        model.publishedAt().toString(),
        model.publishedBy(),
        model.sha256(),
        model.bytes(),
        shown);
  }

  /** Without the candidate: no one but the classifiers has anything to do with that. */
  private static List<String> naming(int version, Map<ModelAlias, ModelAssignment> aliases) {
    return Stream.of(ModelAlias.CHAMPION, ModelAlias.CHALLENGER, ModelAlias.CANARY)
        .filter(alias -> aliases.containsKey(alias) && aliases.get(alias).version() == version)
        .map(ModelAlias::label)
        .toList();
  }

  /**
   * Empty where the manifest holds no card that can be read: the others are listed all the same.
   */
  private static JsonNode card(ModelManifest model) {
    try {
      return Json.tree(model.card().getBytes(UTF_8));
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
