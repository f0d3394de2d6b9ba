package io.moodstream.cameraproducer.scene;

import io.moodstream.cameraproducer.scene.face.Blink;
import io.moodstream.cameraproducer.scene.face.HeadPose;
import java.time.Duration;
import java.util.Random;

/**
 * Enters at one side of the picture, crosses it once and leaves at the other; before and after that
 * out of sight. On the way the head turns to the side for a moment, too far for a face finder.
 */
final class Passage implements Motion {
  /** From one person's entrance to the next. */
  private static final double BETWEEN_SECONDS = 3;

  private static final double SHORTEST_SECONDS = 7;
  private static final double LONGEST_SECONDS = 10;

  /** Sizes of the farthest and the nearest head against the size that is drawn. */
  private static final double FAR = .6;

  private static final double GLANCE_SECONDS = 1;
  private static final double GLANCE_YAW = 60;

  private final Walk.Hall hall;
  private final double enters;
  private final double takes;
  private final boolean fromLeft;
  private final double depth;
  private final double glanceAt;
  private final double step;
  private final double sway;
  private final Blink blink;

  /**
   * @param number of the person, in the order of their entrances
   */
  Passage(int number, Walk.Hall hall, Random random) {
    this.hall = hall;
    this.enters = BETWEEN_SECONDS * (number + .5 * random.nextDouble());
    this.takes = SHORTEST_SECONDS + (LONGEST_SECONDS - SHORTEST_SECONDS) * random.nextDouble();
    this.fromLeft = random.nextBoolean();
    this.depth = random.nextDouble();
    this.glanceAt = enters + takes * (.35 + .3 * random.nextDouble());
    this.step = 1.7 + .5 * random.nextDouble();
    this.sway = 5 * random.nextDouble();
    this.blink = new Blink(random.nextDouble() * 100, random);
  }

  @Override
  public Pose at(Duration sinceStart) {
    double second = sinceStart.toNanos() / 1e9;
    double zoom = FAR + (1 - FAR) * depth;
    double size = hall.nearest() * zoom;
    double outside = 3 * size;
    double share = Math.max(0, Math.min(1, (second - enters) / takes));
    double across = fromLeft ? share : 1 - share;
    return new Pose(
        -outside + across * (hall.width() + 2 * outside),
        hall.height() * (.2 + .24 * depth) + .06 * size * Math.sin(2 * Math.PI * step * second),
        zoom,
        head(second),
        .02 * Math.sin(.5 * second),
        .01 * Math.sin(.7 * second),
        blink.openness(second));
  }

  private HeadPose head(double second) {
    double side = fromLeft ? 1 : -1;
    double glance = Math.max(0, 1 - Math.abs(second - glanceAt) / (GLANCE_SECONDS / 2));
    // Half of the moment at its farthest.
    double turned = Math.min(1, 2 * glance);
    return new HeadPose(
        sway * Math.sin(.9 * second), side * (8 + (GLANCE_YAW - 8) * turned), 3 * (1 - turned));
  }
}
