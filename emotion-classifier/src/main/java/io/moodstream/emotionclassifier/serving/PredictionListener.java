package io.moodstream.emotionclassifier.serving;

import io.moodstream.pipeline.frames.DetectedFaces;
import java.time.Duration;

/** Hears of every frame with faces after it was predicted. Must neither wait nor fail. */
@FunctionalInterface
public interface PredictionListener {
  /**
   * @param time that the model took for all faces
   */
  void predicted(DetectedFaces frame, Prediction prediction, Duration time);
}
