package io.moodstream.aggregator;

import io.moodstream.pipeline.frames.CameraId;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs now and then that frames came too late, rather than once for each. Not thread-safe. */
final class LateFrames {
  private static final Logger log = LoggerFactory.getLogger(LateFrames.class);

  private final Set<CameraId> cameras = new TreeSet<>();
  private long count;

  void add(CameraId camera) {
    cameras.add(camera);
    count++;
  }

  /** Called at regular times. */
  void report() {
    if (count > 0) {
      log.warn(
          "{} frames of {} came after their window had closed and count nowhere: they were read"
              + " very late, or the broker's clock has gone back",
          count,
          cameras);
    }
    cameras.clear();
    count = 0;
  }
}
