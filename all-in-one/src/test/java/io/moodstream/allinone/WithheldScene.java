package io.moodstream.allinone;

import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.frames.Probabilities;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random frames of two cameras over two minutes around a full hour. Each ten seconds show no one,
 * fewer people than the minimum, these and in one frame a group, or a group that is there most of
 * the time.
 *
 * @param people the minimum group size
 */
record WithheldScene(long seed, int people) {
  private static final Instant START = Instant.parse("2026-03-01T12:59:20Z");
  private static final int WINDOWS = 12;
  private static final int FRAMES = 8;
  private static final List<CameraId> CAMERAS = List.of(new CameraId("door"), new CameraId("hall"));

  private enum Kind {
    EMPTY,
    FEW,
    FEW_AND_A_GHOST,
    GROUP,
    GROUP_THAT_THINS_OUT
  }

  /**
   * @param disguise decides everything that is withheld, and nothing else
   */
  List<FrameExpressions> frames(long disguise) {
    var published = new Random(seed);
    var withheld = new Random(disguise);
    List<FrameExpressions> frames = new ArrayList<>();
    for (int window = 0; window < WINDOWS; window++) {
      List<Kind> kinds =
          CAMERAS.stream().map(camera -> Kind.values()[published.nextInt(5)]).toList();
      for (int i = 0; i < FRAMES; i++) {
        Instant at = START.plusMillis(10_000L * window + 1_200L * i);
        for (int camera = 0; camera < CAMERAS.size(); camera++) {
          List<FaceExpression> shown = faces(people + published.nextInt(3), published);
          frames.add(
              frame(
                  CAMERAS.get(camera),
                  at.plusMillis(camera),
                  frames.size(),
                  isPublished(kinds.get(camera), i)
                      ? shown
                      : faces(hidden(kinds.get(camera), i, withheld), withheld)));
        }
      }
    }
    return frames;
  }

  private static boolean isPublished(Kind kind, int i) {
    return switch (kind) {
      case EMPTY, FEW, FEW_AND_A_GHOST -> false;
      case GROUP -> true;
      case GROUP_THAT_THINS_OUT -> i < 5;
    };
  }

  /** How many faces a frame shows that is withheld. */
  private int hidden(Kind kind, int i, Random random) {
    int few = random.nextInt(people);
    return switch (kind) {
      case EMPTY, FEW, GROUP, GROUP_THAT_THINS_OUT -> few;
      // A single frame of a group opens nothing.
      case FEW_AND_A_GHOST -> i == 3 ? people + random.nextInt(2) : few;
    };
  }

  private static List<FaceExpression> faces(int count, Random random) {
    return IntStream.range(0, count)
        .mapToObj(i -> face(random.nextInt(40), i, probabilities(random)))
        .toList();
  }

  /** Faces that differ in their expression differ in all that drift looks at. */
  private static FaceExpression face(long track, int place, Probabilities probabilities) {
    float share = probabilities.values()[0];
    int side = 20 + (int) (400 * share);
    return new FaceExpression(
        track,
        new Box(10 + 100 * place, 20, side, side),
        1 - share,
        0,
        probabilities,
        Optional.of(share));
  }

  private static Probabilities probabilities(Random random) {
    float[] values = new float[Expression.ALL.size()];
    float sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() * random.nextFloat();
      sum += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= sum;
    }
    return new Probabilities(values);
  }

  private static FrameExpressions frame(
      CameraId camera, Instant at, int number, List<FaceExpression> faces) {
    var info = new FrameInfo(camera, new FrameId("s", number), at, at, 640, 480, Outcome.ANALYSED);
    return new FrameExpressions(info, 1, faces);
  }
}
