package io.moodstream.cameraproducer.wanted;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.moodstream.pipeline.cameras.CameraJson;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.frames.CameraId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code cameras.yaml}: {@code cameras: [{id: hall, source: 'webcam:0'}]}. Each id once. */
public final class CamerasFile {
  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
  private static final String CAMERAS = "cameras";
  private static final int MOST = 1_000;

  private CamerasFile() {}

  /**
   * @throws IllegalArgumentException naming the file, the line or the camera, the key, and what is
   *     wrong
   */
  public static List<CameraSettings> read(Path file) {
    return parse(file, text(file));
  }

  /**
   * @throws IllegalArgumentException if it cannot be read
   */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("%s: there is no such file".formatted(file), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("%s: cannot be read: %s".formatted(file, e), e);
    }
  }

  static List<CameraSettings> parse(Path file, String text) {
    try {
      return cameras(YAML.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s: line %d: %s"
              .formatted(
                  file,
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("not valid YAML")),
          e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static List<CameraSettings> cameras(JsonNode root) {
    if (isEmpty(root)) {
      return List.of();
    }
    for (var part : root.properties()) {
      if (!part.getKey().equals(CAMERAS)) {
        throw new IllegalArgumentException(
            "%s: unknown; the file has one key, cameras".formatted(part.getKey()));
      }
    }
    JsonNode entries = root.path(CAMERAS);
    if (isEmpty(entries)) {
      return List.of();
    }
    if (!entries.isArray() || entries.size() > MOST) {
      throw new IllegalArgumentException(
          "cameras: a list of up to %,d cameras, each with id and source".formatted(MOST));
    }
    List<CameraSettings> cameras = new ArrayList<>();
    Set<CameraId> ids = new HashSet<>();
    for (JsonNode entry : entries) {
      String place = "cameras[%d] %s".formatted(cameras.size(), entry.path("id").asText()).strip();
      try {
        CameraSettings camera = CameraJson.read(entry);
        if (!ids.add(camera.id())) {
          throw new IllegalArgumentException("id: listed twice; each camera needs its own");
        }
        cameras.add(camera);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("%s: %s".formatted(place, e.getMessage()), e);
      }
    }
    return cameras;
  }

  /** Nothing, null or an empty text, as YAML has it where a value is left out. */
  private static boolean isEmpty(JsonNode node) {
    return !node.isContainerNode() && node.asText("").isBlank();
  }
}
