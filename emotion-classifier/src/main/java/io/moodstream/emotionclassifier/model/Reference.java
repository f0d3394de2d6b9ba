package io.moodstream.emotionclassifier.model;

import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import java.util.List;

/**
 * Some faces with the probabilities that the model gave where it was made: {@code reference.json}
 * of a bundle. Wherever the model is loaded it must give the same.
 */
public record Reference(List<Example> examples) {
  /** A face and its prediction, at the card's temperature. */
  public record Example(Pixels pixels, Probabilities probabilities) {}

  /**
   * @param faces pixels are base64 of 2304 bytes
   */
  private record Json(List<Face> faces) {}

  private record Face(byte[] pixels, List<Float> probabilities) {}

  public Reference {
    examples = List.copyOf(examples);
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("faces is empty: at least one is needed");
    }
  }

  byte[] toJson() {
    return BundleJson.write(
        new Json(
            examples.stream()
                .map(e -> new Face(e.pixels().values(), e.probabilities().asList()))
                .toList()));
  }

  /**
   * @throws IllegalArgumentException naming the field and what is wrong with it
   */
  static Reference ofJson(byte[] json) {
    return new Reference(
        BundleJson.read(json, Json.class).faces().stream()
            .map(
                face ->
                    new Example(new Pixels(face.pixels()), Probabilities.of(face.probabilities())))
            .toList());
  }
}
