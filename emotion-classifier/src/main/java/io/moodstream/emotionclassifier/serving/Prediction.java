package io.moodstream.emotionclassifier.serving;

import io.moodstream.pipeline.frames.Probabilities;
import java.util.List;

/**
 * The predictions of one model for all faces of one frame.
 *
 * @param model its version, from 1
 * @param faces in the order in which they were given
 */
public record Prediction(int model, List<Probabilities> faces) {
  public Prediction {
    if (model < 1) {
      throw new IllegalArgumentException("model version %d is under 1".formatted(model));
    }
    faces = List.copyOf(faces);
  }
}
