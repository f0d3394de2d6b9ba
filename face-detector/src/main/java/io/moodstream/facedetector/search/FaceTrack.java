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

  /** How much of a newly measured speed is believed. */
  private static final double SPEED_GAIN = 0.4;

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
    double seconds = Math.min(0.5, Duration.between(seenAt, at).toMillis() / 1e3);
    return region.moved(speedX * seconds, speedY * seconds);
  }

  FaceTrack found(Region place, Instant at) {
    double seconds = Duration.between(seenAt, at).toMillis() / 1e3;
    double gain = seconds > 0 && seconds < 1 ? SPEED_GAIN : 0;
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

  FaceTrack notFound() {
    return new FaceTrack(
        number, region, speedX, speedY, seenAt, finds, missed + 1, anchor, anchoredAt);
  }
}
