package io.moodstream.pipeline.cameras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.moodstream.pipeline.frames.CameraId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Reads a camera as {@code cameras.yaml} and the API write it: {@code {"id": "hall", "name": "Große
 * Halle", "source": "rtsp://10.0.0.7/live", "group": "floor", "rate": 10, "pictures": true,
 * "purpose": "queue length", "purposeCode": "retail-statistics", "legalBasis":
 * "legitimate-interest", "masks": [[[0, 0], [0.2, 0], [0.2, 1]]], "paused": false}}. Unknown fields
 * are errors.
 */
public final class CameraJson {
  private static final List<String> FIELDS =
      List.of(
          "id",
          "name",
          "source",
          "group",
          "rate",
          "pictures",
          "purpose",
          "purposeCode",
          "legalBasis",
          "exception",
          "exceptionReason",
          "masks",
          "paused");

  private CameraJson() {}

  /**
   * @throws InvalidCamera naming the field; the message repeats no password
   */
  public static CameraSettings read(JsonNode node) {
    if (!node.isObject()) {
      throw new InvalidCamera("camera", "fields expected: " + String.join(", ", FIELDS));
    }
    for (var field : node.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        throw new InvalidCamera(field.getKey(), "unknown; known are " + String.join(", ", FIELDS));
      }
    }
    CameraId id = named("id", text(node, "id"), CameraId::new);
    Source source = named("source", text(node, "source"), Source::parse);
    CameraLabel label = label(node);
    return named(
        "rate",
        rate(node),
        rate ->
            new CameraSettings(
                id,
                source,
                rate,
                flag(node, "pictures"),
                masks(node),
                flag(node, "paused"),
                label));
  }

  /** As {@link #read} reads it, with the secrets of the source. */
  public static ObjectNode write(CameraSettings camera) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", camera.id().value());
    if (!camera.label().name().isEmpty()) {
      node.put("name", camera.label().name());
    }
    node.put("source", camera.source().secretText());
    camera.label().group().ifPresent(group -> node.put("group", group.value()));
    camera.framesPerSecond().ifPresent(rate -> node.put("rate", rate));
    node.put("pictures", camera.pictures());
    if (!camera.label().purpose().isEmpty()) {
      node.put("purpose", camera.label().purpose());
    }
    DeclaredUse use = camera.label().use();
    use.purpose().ifPresent(purpose -> node.put("purposeCode", purpose.label()));
    use.legalBasis().ifPresent(basis -> node.put("legalBasis", basis.label()));
    use.exception()
        .ifPresent(
            claim ->
                node.put("exception", claim.kind().label()).put("exceptionReason", claim.reason()));
    var masks = node.putArray("masks");
    for (Mask mask : camera.masks()) {
      var corners = masks.addArray();
      mask.corners().forEach(corner -> corners.addArray().add(corner.x()).add(corner.y()));
    }
    node.put("paused", camera.paused());
    return node;
  }

  /** The name, the group and the use; each may be missing. */
  static CameraLabel label(JsonNode node) {
    Optional<CameraId> group =
        node.hasNonNull("group")
            ? Optional.of(named("group", text(node, "group"), CameraId::new))
            : Optional.empty();
    try {
      String name = optionalText(node, "name");
      String words = optionalText(node, "purpose");
      Optional<CameraPurpose> code =
          optional(node, "purposeCode", CameraPurpose::parse).or(() -> CameraPurpose.find(words));
      return new CameraLabel(name, group, ownWords(words, code), use(node, code));
    } catch (InvalidCamera e) {
      throw e;
    } catch (IllegalArgumentException e) {
      // The record's own: field, colon, reason.
      String[] parts = String.valueOf(e.getMessage()).split(": ", 2);
      throw new InvalidCamera(parts[0], parts[parts.length - 1], e);
    }
  }

  /** A code in the place of words is the code. */
  private static String ownWords(String words, Optional<CameraPurpose> code) {
    Optional<CameraPurpose> written = CameraPurpose.find(words);
    if (written.isPresent() && !written.equals(code)) {
      throw new InvalidCamera(
          "purpose", "'%s' is a code and differs from purposeCode".formatted(words));
    }
    return written.isPresent() ? "" : words;
  }

  private static DeclaredUse use(JsonNode node, Optional<CameraPurpose> purpose) {
    Optional<ExceptionClaim.Kind> kind = optional(node, "exception", ExceptionClaim.Kind::parse);
    String reason = optionalText(node, "exceptionReason");
    if (kind.isEmpty() && !reason.isEmpty()) {
      throw new InvalidCamera("exception", "medical or safety, with a reason for it");
    }
    return new DeclaredUse(
        purpose,
        optional(node, "legalBasis", LegalBasis::parse),
        kind.map(each -> new ExceptionClaim(each, reason)));
  }

  private static <T> Optional<T> optional(
      JsonNode node, String field, Function<String, T> reading) {
    return node.hasNonNull(field)
        ? Optional.of(named(field, text(node, field), reading))
        : Optional.empty();
  }

  private static OptionalDouble rate(JsonNode node) {
    JsonNode rate = node.path("rate");
    if (rate.isMissingNode() || rate.isNull()) {
      return OptionalDouble.empty();
    }
    if (!rate.isNumber() || !(rate.doubleValue() > 0 && rate.doubleValue() <= 120)) {
      throw new InvalidCamera(
          "rate", "frames a second, above 0 and at most 120, not '%s'".formatted(rate.asText()));
    }
    return OptionalDouble.of(rate.doubleValue());
  }

  private static List<Mask> masks(JsonNode node) {
    JsonNode list = node.path("masks");
    if (list.isMissingNode() || list.isNull()) {
      return List.of();
    }
    if (!list.isArray() || list.size() > Mask.MOST) {
      throw new InvalidCamera("masks", "a list of at most %d polygons".formatted(Mask.MOST));
    }
    List<Mask> masks = new ArrayList<>();
    for (JsonNode polygon : list) {
      List<Mask.Corner> corners = new ArrayList<>();
      String place = "masks[%d]".formatted(masks.size());
      for (JsonNode corner : polygon) {
        if (!corner.isArray()
            || corner.size() != 2
            || !corner.get(0).isNumber()
            || !corner.get(1).isNumber()) {
          throw new InvalidCamera(place, "a list of corners [x, y], with numbers from 0 to 1");
        }
        corners.add(
            named(
                place,
                corner,
                it -> new Mask.Corner(it.get(0).doubleValue(), it.get(1).doubleValue())));
      }
      masks.add(named(place, corners, Mask::new));
    }
    return masks;
  }

  private static boolean flag(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
      throw new InvalidCamera(field, "true or false, not '%s'".formatted(value.asText()));
    }
    return value.asBoolean(false);
  }

  private static String optionalText(JsonNode node, String field) {
    return node.hasNonNull(field) ? text(node, field) : "";
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new InvalidCamera(field, "a text is needed");
    }
    return value.textValue().strip();
  }

  private static <T, R> R named(String field, T value, Function<T, R> reading) {
    try {
      return reading.apply(value);
    } catch (InvalidCamera e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new InvalidCamera(field, String.valueOf(e.getMessage()));
    }
  }

  /** The message begins with the field. */
  public static final class InvalidCamera extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;

    public InvalidCamera(String field, String reason) {
      super(field + ": " + reason);
      this.field = field;
    }

    public InvalidCamera(String field, String reason, Throwable cause) {
      super(field + ": " + reason, cause);
      this.field = field;
    }

    /** Whether the law prohibits the purpose. */
    public boolean isProhibited() {
      return getCause() instanceof DeclaredUse.ProhibitedPurpose;
    }

    public String field() {
      return field;
    }
  }
}
