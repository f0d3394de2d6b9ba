package io.moodstream.facedetector.search;

import java.time.Duration;
import java.time.Instant;

/**
 * A face that is followed from frame to frame.
 *
 * @param number of the track; given when it is found, used once it is confirmed
 * @param region where it was found last, pixels of the frame
 * @param speedX pixels a second
 * @param speedY pixels a second
 * @param seenAt when it was found last
 * @param finds frames in which it was found
 * @param missed frames since, in which it was not
 * @param anchor where it was when it last moved
 * @param anchoredAt when that was
 */
public record FaceTrack(
    long number,
    Region region,
    double speedX,
    double speedY,
    Instant seenAt,
    int finds,
    int missed,
    Region anchor,
    Instant anchoredAt) {
  /** A picture on the wall stays within this share of its side; a living face does not. */
  private static final double STILL = 0.04;

  /** An older measure of the speed has lost half of its weight. */
  private static final double SPEED_HALF_LIFE_SECONDS = 0.3;

  /** How much of the first measured speed is believed: nothing else is known. */
  private static final double FIRST_SPEED_GAIN = 0.8;

  /** A speed over a longer time is that of a way with turns. */
  private static final double LONGEST_SPEED_SECONDS = 1;

  /** Between finds the size changes by less. */
  private static final double LARGEST_GROWTH = 1.5;

  /** For so long a face is taken to go on as before. */
  private static final double LONGEST_PREDICTION_SECONDS = 2;

  static FaceTrack first(long number, Region region, Instant at) {
    return new FaceTrack(number, region, 0, 0, at, 1, 0, region, at);
  }

  /** A face that was found once may be a mistake of the detector. */
  boolean confirmed() {
    return finds >= 2;
  }

  FaceTrack asConfirmed() {
    return new FaceTrack(
        number, region, speedX, speedY, seenAt, Math.max(2, finds), missed, anchor, anchoredAt);
  }

  /** How long it has not moved. */
  public Duration stillFor() {
    return Duration.between(anchoredAt, seenAt);
  }

  /** Where the face is expected. */
  Region predicted(Instant at) {
    double seconds =
        Math.min(LONGEST_PREDICTION_SECONDS, Duration.between(seenAt, at).toMillis() / 1e3);
    return region.moved(speedX * seconds, speedY * seconds);
  }

  FaceTrack found(Region place, Instant at) {
    double seconds = Duration.between(seenAt, at).toMillis() / 1e3;
    double gain = speedGain(seconds);
    double newSpeedX = speedX + gain * ((place.x() - region.x()) / Math.max(.01, seconds) - speedX);
    double newSpeedY = speedY + gain * ((place.y() - region.y()) / Math.max(.01, seconds) - speedY);
    double distance = Math.hypot(place.x() - anchor.x(), place.y() - anchor.y());
    boolean moved = distance > Math.max(1, STILL * place.side());
    return new FaceTrack(
        number,
        place,
        newSpeedX,
        newSpeedY,
        at,
        finds + 1,
        0,
        moved ? place : anchor,
        moved ? at : anchoredAt);
  }

  private double speedGain(double seconds) {
    if (seconds <= 0 || seconds >= LONGEST_SPEED_SECONDS) {
      return 0;
    }
    return finds == 1 ? FIRST_SPEED_GAIN : 1 - Math.pow(0.5, seconds / SPEED_HALF_LIFE_SECONDS);
  }

  /**
   * Whether it may be the face at this place, although the two do not overlap: about where it is
   * expected, as far as that can be known after this time, and about as large.
   */
  boolean mayBeAt(Region place, Instant at) {
    double seconds = Math.max(0, Duration.between(seenAt, at).toMillis() / 1e3);
    Region expected = predicted(at);
    double growth = Math.max(place.side() / region.side(), region.side() / place.side());
    double distance = Math.hypot(place.x() - expected.x(), place.y() - expected.y());
    return growth <= LARGEST_GROWTH && distance <= Math.min(1, .3 + .4 * seconds) * region.side();
  }

  FaceTrack notFound() {
    return new FaceTrack(
        number, region, speedX, speedY, seenAt, finds, missed + 1, anchor, anchoredAt);
  }
}
