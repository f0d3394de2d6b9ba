package io.moodstream.aggregator;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.Probabilities;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;

/** Frames as a small hall might send them; the same seed gives the same frames. */
final class RandomFrames {
  private final Random random;
  private long firstTrack;

  RandomFrames(long seed) {
    random = new Random(seed);
  }

  /** One in eight is skipped; up to four faces, of people who come and go. */
  FrameExpressions next(CameraId camera, Instant at) {
    if (random.nextInt(8) == 0) {
      return Frames.skipped(camera, at);
    }
    if (random.nextInt(10) == 0) {
      firstTrack++;
    }
    int faces = random.nextInt(5);
    int model = 1 + random.nextInt(3);
    return Frames.frame(
        camera,
        at,
        model,
        IntStream.range(0, faces)
            .mapToObj(index -> face(firstTrack + index, random))
            .toArray(FaceExpression[]::new));
  }

  static FaceExpression face(long track, Random random) {
    double[] logits = random.doubles(Expression.ALL.size(), 0, 4).map(Math::exp).toArray();
    double sum = IntStream.range(0, logits.length).mapToDouble(i -> logits[i]).sum();
    float[] probabilities = new float[logits.length];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = (float) (logits[i] / sum);
    }
    return Frames.face(track, new Probabilities(probabilities));
  }
}
