package io.moodstream.facedetector.search;

import io.moodstream.pipeline.frames.CameraId;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered of each camera, until it has been silent for a while: bounded by the cameras
 * that are there. Not thread-safe.
 */
public final class PerCameraCache<T> {
  private record Entry<T>(T value, Instant at) {}

  private final Duration life;

  /** The camera that has been silent for longest comes first. */
  private final Map<CameraId, Entry<T>> entries = new LinkedHashMap<>(16, 0.75f, true);

  public PerCameraCache(Duration life) {
    this.life = life;
  }

  /** What was remembered last, unless that is too long ago. */
  public Optional<T> recall(CameraId camera, Instant now) {
    return Optional.ofNullable(entries.get(camera))
        .filter(entry -> !isOver(entry, now))
        .map(Entry::value);
  }

  public void remember(CameraId camera, Instant now, T value) {
    entries.put(camera, new Entry<>(value, now));
    Iterator<Entry<T>> eldest = entries.values().iterator();
    while (eldest.hasNext() && isOver(eldest.next(), now)) {
      eldest.remove();
    }
  }

  int cameras() {
    return entries.size();
  }

  private boolean isOver(Entry<T> entry, Instant now) {
    return Duration.between(entry.at, now).compareTo(life) > 0;
  }
}
