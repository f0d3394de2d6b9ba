package io.moodstream.aggregator;

import static io.moodstream.aggregator.Frames.NOON;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Frames of several cameras over some minutes, with groups, people alone, and frames in which
 * someone alone looks like a group.
 *
 * @param people the minimum group size
 * @param moments in order of time
 */
record Scene(int people, List<Moment> moments) {
  private static final int FRAMES_PER_WINDOW = 8;
  private static final int WINDOWS = 14;

  /**
   * A frame.
   *
   * @param withheldWindow whether its ten-second window is
   */
  record Moment(FrameExpressions frame, boolean withheldWindow) {}

  /** What ten seconds show. */
  private enum Kind {
    EMPTY,
    ALONE,
    ALONE_WITH_A_GHOST,
    GROUP,
    GROUP_THAT_THINS_OUT,
    GROUP_THAT_BREAKS_UP
  }

  static Scene random(long seed, int people, Set<CameraId> cameras) {
    var random = new Random(seed);
    List<Moment> moments = new ArrayList<>();
    for (int window = 0; window < WINDOWS; window++) {
      for (CameraId camera : new TreeSet<>(cameras)) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        Instant start = NOON.plusSeconds(10L * window + 3590);
        IntStream.range(0, FRAMES_PER_WINDOW)
            .forEach(
                i ->
                    moments.add(
                        new Moment(
                            frame(
                                camera,
                                start.plusMillis(1200L * i),
                                faces(kind, i, people, random),
                                random),
                            isWithheld(kind))));
      }
    }
    return new Scene(people, moments);
  }

  List<FrameExpressions> frames() {
    return moments.stream().map(Moment::frame).toList();
  }

  /** The same groups, and other people wherever fewer are in view or the window is withheld. */
  Scene withOtherLoners(long seed) {
    var random = new Random(seed);
    return new Scene(
        people,
        moments.stream()
            .map(
                moment ->
                    moment.frame().faces().size() >= people && !moment.withheldWindow()
                        ? moment
                        : new Moment(disguised(moment.frame(), random), moment.withheldWindow()))
            .toList());
  }

  private FrameExpressions disguised(FrameExpressions frame, Random random) {
    int faces = frame.faces().size();
    boolean group = faces >= people;
    return with(frame, group ? people + random.nextInt(3) : random.nextInt(people), random);
  }

  private static FrameExpressions with(FrameExpressions frame, int faces, Random random) {
    return new FrameExpressions(
        frame.frame(),
        1 + random.nextInt(9),
        IntStream.range(0, faces).mapToObj(i -> face(random)).toList());
  }

  private static FrameExpressions frame(CameraId camera, Instant at, int faces, Random random) {
    return with(Frames.frame(camera, at, 1), faces, random);
  }

  private static int faces(Kind kind, int i, int people, Random random) {
    int alone = random.nextInt(people);
    int group = people + random.nextInt(3);
    return switch (kind) {
      case EMPTY -> 0;
      case ALONE -> alone;
      case ALONE_WITH_A_GHOST -> i == 3 ? people : Math.max(1, alone);
      case GROUP -> group;
      case GROUP_THAT_THINS_OUT -> i < 5 ? group : alone;
      case GROUP_THAT_BREAKS_UP -> i < 3 ? group : alone;
    };
  }

  private static boolean isWithheld(Kind kind) {
    return switch (kind) {
      case EMPTY, ALONE, ALONE_WITH_A_GHOST, GROUP_THAT_BREAKS_UP -> true;
      case GROUP, GROUP_THAT_THINS_OUT -> false;
    };
  }

  private static FaceExpression face(Random random) {
    return RandomFrames.face(random.nextInt(40), random);
  }
}
