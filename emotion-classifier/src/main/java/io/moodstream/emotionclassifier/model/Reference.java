package io.moodstream.emotionclassifier.model;

import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import java.util.List;

/**
 * Some faces with the probabilities that the model gave where it was made: {@code reference.json}
 * of a bundle. Wherever the model is loaded it must give the same.
 */
public record Reference(List<Example> examples) {
  /** More prove nothing, and every load takes their time. */
  static final int MAX_FACES = 64;

  /** A face and its prediction, at the card's temperature. */
  public record Example(Pixels pixels, Probabilities probabilities) {}

  /**
   * @param faces pixels are base64 of 2304 bytes
   */
  private record Json(List<Face> faces) {}

  private record Face(byte[] pixels, List<Float> probabilities) {}

  public Reference {
    examples = List.copyOf(examples);
    if (examples.isEmpty() || examples.size() > MAX_FACES) {
      throw new IllegalArgumentException(
          "faces has %d faces: 1 to %d are allowed".formatted(examples.size(), MAX_FACES));
    }
  }

  List<Pixels> faces() {
    return examples.stream().map(Example::pixels).toList();
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
