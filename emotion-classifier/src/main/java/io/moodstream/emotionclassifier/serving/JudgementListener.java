package io.moodstream.emotionclassifier.serving;

import io.moodstream.pipeline.frames.DetectedFaces;
import java.time.Duration;

/** Hears of every frame with faces after it was judged. Must neither wait nor fail. */
@FunctionalInterface
public interface JudgementListener {
  /**
   * @param time that the model took for all faces
   */
  void judged(DetectedFaces frame, Judgement judgement, Duration time);
}
