package io.moodstream.pipeline.erasure;

import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which records of a camera are to be removed: frames, faces and expressions of the range, and
 * every summary whose window overlaps it.
 *
 * @param from inclusive
 * @param to exclusive, not in the future
 * @param whole whether neither end was given: then the camera's entry in the list of cameras goes
 *     too
 */
public record ErasureRequest(CameraId camera, Instant from, Instant to, boolean whole) {
  public ErasureRequest {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from: before to, not from %s to %s".formatted(from, to));
    }
  }

  /**
   * @param from the beginning of all time where it is empty
   * @param to {@code now} where it is empty
   * @throws IllegalArgumentException if the range is empty or ends after {@code now}
   */
  public static ErasureRequest of(
      CameraId camera, Optional<Instant> from, Optional<Instant> to, Instant now) {
    if (to.isPresent() && to.get().isAfter(now)) {
      throw new IllegalArgumentException(
          "to: not in the future, but %s is after now, %s".formatted(to.get(), now));
    }
    return new ErasureRequest(
        camera, from.orElse(Instant.EPOCH), to.orElse(now), from.isEmpty() && to.isEmpty());
  }

  TimeRange range() {
    return new TimeRange(from, to);
  }
}
