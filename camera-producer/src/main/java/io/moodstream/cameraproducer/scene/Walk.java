package io.moodstream.cameraproducer.scene;

import io.moodstream.cameraproducer.scene.face.Blink;
import io.moodstream.cameraproducer.scene.face.HeadPose;
import java.time.Duration;
import java.util.Random;

/**
 * Walks through a hall: comes towards the camera and goes back, from side to side, so that people
 * pass each other; now upright, now with the head tilted, turned or lowered.
 */
final class Walk implements Motion {
  /** Sizes of the farthest and the nearest head against the size that is drawn. */
  private static final double FAR = .4;

  private static final double MOST_ROLL = 30;
  private static final double MOST_YAW = 50;
  private static final double MOST_PITCH = 35;

  /** What the head does for a while, one after the other. */
  private enum Manner {
    UPRIGHT,
    TILTED,
    TURNED,
    LOWERED
  }

  private static final double MANNER_SECONDS = 4;
  private static final double CHANGE_SECONDS = .8;

  private final Hall hall;
  private final double crossing;
  private final double approach;
  private final double crossingPhase;
  private final double approachPhase;
  private final double[] amounts = new double[64];
  private final Manner[] manners = new Manner[amounts.length];
  private final Blink blink;
  private final double step;

  /**
   * Where people walk.
   *
   * @param width of the picture, pixels
   * @param height of the picture, pixels
   * @param nearest pixels for half a head's width where the head is largest
   */
  record Hall(int width, int height, double nearest) {}

  Walk(Hall hall, Random random) {
    this.hall = hall;
    this.crossing = 18 + 14 * random.nextDouble();
    this.approach = 14 + 12 * random.nextDouble();
    this.crossingPhase = random.nextDouble();
    this.approachPhase = random.nextDouble();
    this.step = 1.7 + .5 * random.nextDouble();
    this.blink = new Blink(random.nextDouble() * 100, random);
    for (int i = 0; i < amounts.length; i++) {
      // Upright as often as everything else together.
      manners[i] = i % 2 == 0 ? Manner.UPRIGHT : Manner.values()[1 + random.nextInt(3)];
      amounts[i] = (random.nextBoolean() ? 1 : -1) * (.5 + .5 * random.nextDouble());
    }
  }

  @Override
  public Pose at(Duration sinceStart) {
    double second = sinceStart.toNanos() / 1e9;
    double depth = smooth(wave(second / approach + approachPhase));
    double zoom = FAR + (1 - FAR) * depth;
    double head = hall.nearest() * zoom;
    double margin = 2 * head;
    double across = wave(second / crossing + crossingPhase);
    double bob = Math.sin(2 * Math.PI * step * second);
    return new Pose(
        margin + across * (hall.width() - 2 * margin),
        hall.height() * (.2 + .24 * depth) + .06 * head * bob,
        zoom,
        head(second),
        .02 * Math.sin(.5 * second),
        .01 * Math.sin(.7 * second),
        blink.openness(second));
  }

  private HeadPose head(double second) {
    double at = (second + crossingPhase * MANNER_SECONDS) / MANNER_SECONDS;
    int now = (int) at % manners.length;
    double arrived = smooth(Math.min(1, (at - Math.floor(at)) * MANNER_SECONDS / CHANGE_SECONDS));
    HeadPose before = pose((now + manners.length - 1) % manners.length);
    HeadPose after = pose(now);
    return new HeadPose(
        before.roll() + (after.roll() - before.roll()) * arrived,
        before.yaw() + (after.yaw() - before.yaw()) * arrived,
        before.pitch() + (after.pitch() - before.pitch()) * arrived);
  }

  private HeadPose pose(int index) {
    double amount = amounts[index];
    return switch (manners[index]) {
      // No head is held quite straight.
      case UPRIGHT -> new HeadPose(4 * amount, 5 * amount, 3 * Math.abs(amount));
      case TILTED -> new HeadPose(MOST_ROLL * amount, 0, 0);
      case TURNED -> new HeadPose(3 * amount, MOST_YAW * amount, 0);
      case LOWERED -> new HeadPose(2 * amount, 0, MOST_PITCH * Math.abs(amount));
    };
  }

  /** There and back with each whole number, 0 to 1. */
  private static double wave(double turns) {
    double share = turns - Math.floor(turns);
    return share < .5 ? 2 * share : 2 - 2 * share;
  }

  private static double smooth(double share) {
    return share * share * (3 - 2 * share);
  }
}
