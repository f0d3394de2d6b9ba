package io.moodstream.facedetector.search;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds a known face in the next frame: near its expected place, at its own scale and roll. */
final class FaceFollower {
  /** How far around the expected place a face is looked for, in sides of its square. */
  private static final double MARGIN = 0.25;

  /** How much farther for each frame in which it was missed. */
  private static final double MARGIN_GROWTH = 0.15;

  /** How much farther for each second since it was seen. */
  private static final double DRIFT = 0.25;

  /** Likewise, for each side that it moves in a second: who walks may turn. */
  private static final double MOVING_DRIFT = 0.25;

  /** Likewise after the first find, when the speed is not known. Who walks past has this one. */
  private static final double UNKNOWN_DRIFT = 3;

  /** Looking farther costs more than searching the picture anew. */
  private static final double LARGEST_MARGIN = 1.5;

  /** By how much a face may be larger or smaller in the next frame. */
  private static final double GROWTH = 1.25;

  /** Degrees between the angles that are tried. */
  private static final double ROLL_STEP = 12;

  private static final double MOST_ROLL = 36;

  /** Another angle must be this much surer. */
  private static final double SURER = 1.2;

  /** Every this many finds another angle is tried. */
  private static final int ROLL_EVERY = 3;

  private final boolean turns;

  /**
   * @param turns whether the detector needs the picture to be turned for tilted heads
   */
  FaceFollower(boolean turns) {
    this.turns = turns;
  }

  Optional<Region> find(Pyramid pyramid, FaceTrack track, Instant at) {
    Region expected = track.predicted(at);
    double margin = margin(track, at);
    Optional<Detection> here = best(pyramid, expected, margin);
    if (!turns) {
      return here.map(Detection::region);
    }
    List<Optional<Detection>> candidates = new ArrayList<>();
    candidates.add(here.map(face -> new Detection(face.region(), face.confidence() * SURER)));
    if (here.isEmpty() || track.finds() % ROLL_EVERY == 0) {
      // Both neighbours of a lost angle, one of them in turn otherwise.
      boolean clockwise = track.finds() / ROLL_EVERY % 2 == 0;
      if (here.isEmpty() || clockwise) {
        candidates.add(turned(pyramid, expected, ROLL_STEP, margin));
      }
      if (here.isEmpty() || !clockwise) {
        candidates.add(turned(pyramid, expected, -ROLL_STEP, margin));
      }
    }
    return candidates.stream()
        .flatMap(Optional::stream)
        .max(Comparator.comparingDouble(Detection::confidence))
        .map(Detection::region);
  }

  private static double margin(FaceTrack track, Instant at) {
    double seconds = Duration.between(track.seenAt(), at).toMillis() / 1e3;
    double sidesPerSecond = Math.hypot(track.speedX(), track.speedY()) / track.region().side();
    double drift = track.confirmed() ? DRIFT + MOVING_DRIFT * sidesPerSecond : UNKNOWN_DRIFT;
    double missed = MARGIN_GROWTH * Math.min(3, track.missed());
    return Math.min(LARGEST_MARGIN, MARGIN + missed + drift * Math.max(0, seconds));
  }

  private static Optional<Detection> turned(
      Pyramid pyramid, Region expected, double step, double margin) {
    double roll = expected.roll() + step;
    return Math.abs(roll) > MOST_ROLL
        ? Optional.empty()
        : best(pyramid, expected.turned(roll), margin);
  }

  private static Optional<Detection> best(Pyramid pyramid, Region expected, double margin) {
    return pyramid.searchNear(expected, margin, GROWTH).stream()
        .max(
            Comparator.comparingDouble(
                face -> face.confidence() * (.2 + expected.overlap(face.region()))));
  }
}
