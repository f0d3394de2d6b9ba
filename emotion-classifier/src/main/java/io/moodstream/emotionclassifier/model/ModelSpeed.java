package io.moodstream.emotionclassifier.model;

import io.moodstream.pipeline.frames.Pixels;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How long a model takes for a face, on this machine and now: compare only what was measured
 * together.
 *
 * @param millis the best of some calls, which others on this machine disturb least
 */
public record ModelSpeed(double millis) {
  private static final int WARM_UP_CALLS = 3;
  private static final int CALLS = 10;

  public static ModelSpeed of(ExpressionModel model, List<Pixels> faces) {
    for (int call = 0; call < WARM_UP_CALLS; call++) {
      var unused = model.predict(faces);
    }
    long best = Long.MAX_VALUE;
    for (int call = 0; call < CALLS; call++) {
      long start = System.nanoTime();
      var unused = model.predict(faces);
      best = Math.min(best, System.nanoTime() - start);
    }
    return new ModelSpeed(best / 1e6 / faces.size());
  }

  /** In words, if it takes more than {@code factor} times as long as the champion. */
  public Optional<String> warning(ModelSpeed champion, double factor) {
    if (millis <= factor * champion.millis) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "slower than the champion: %.2f ms a face instead of %.2f ms",
            millis,
            champion.millis));
  }
}
