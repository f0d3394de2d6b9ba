package io.moodstream.dashboard.cameras;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.Jpeg;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The last seconds of pictures, in memory only. A camera's newest picture stays until the camera is
 * lost; the others make room after 6 s, or as soon as they are more than {@link #CAMERA_BYTES}.
 */
public final class Pictures {
  /** At 640 x 480 about 6 s of 30 frames a second. */
  static final long CAMERA_BYTES = 8L << 20;

  /**
   * On a busy machine a frame is analysed until it is 2 s old, and then its answer has a way to go.
   */
  private static final Duration KEPT = Duration.ofSeconds(6);

  private static final Duration NEWEST_KEPT = Duration.ofSeconds(30);

  private final Map<CameraId, Ring> rings = new HashMap<>();

  record Picture(FrameId frame, Jpeg jpeg, Instant seenAt) {}

  private static final class Ring {
    private final Deque<Picture> pictures = new ArrayDeque<>();
    private long bytes;

    private void add(Picture picture) {
      pictures.addLast(picture);
      bytes += picture.jpeg().bytes().length;
      while (pictures.size() > 1
          && (bytes > CAMERA_BYTES || oldestBefore(picture.seenAt().minus(KEPT)))) {
        bytes -= pictures.removeFirst().jpeg().bytes().length;
      }
    }

    private boolean oldestBefore(Instant limit) {
      return pictures.getFirst().seenAt().isBefore(limit);
    }
  }

  public synchronized void add(CameraId camera, FrameId frame, Jpeg jpeg, Instant now) {
    rings.computeIfAbsent(camera, id -> new Ring()).add(new Picture(frame, jpeg, now));
  }

  public synchronized Optional<Picture> newest(CameraId camera) {
    return Optional.ofNullable(rings.get(camera)).map(ring -> ring.pictures.getLast());
  }

  public synchronized Optional<Picture> find(CameraId camera, FrameId frame) {
    return Optional.ofNullable(rings.get(camera)).stream()
        .flatMap(ring -> ring.pictures.stream())
        .filter(picture -> picture.frame().equals(frame))
        .findFirst();
  }

  public synchronized void forget(CameraId camera) {
    rings.remove(camera);
  }

  /** Drops the pictures of lost cameras and of those that no longer allow them. */
  public synchronized void tidy(Instant now, Predicate<CameraId> allowed) {
    Instant limit = now.minus(NEWEST_KEPT);
    rings
        .entrySet()
        .removeIf(
            entry ->
                !allowed.test(entry.getKey())
                    || entry.getValue().pictures.getLast().seenAt().isBefore(limit));
  }
}
