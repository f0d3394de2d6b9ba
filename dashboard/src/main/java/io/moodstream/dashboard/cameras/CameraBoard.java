package io.moodstream.dashboard.cameras;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.CameraStatus;
import io.moodstream.pipeline.frames.FrameExpressions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** Every camera that was ever announced or seen. Thread-safe. */
public final class CameraBoard {
  /** Producers repeat what they say every ten seconds. */
  private static final Duration CLAIM = Duration.ofSeconds(15);

  private static final Duration HEARD = Duration.ofMinutes(1);

  private final ConcurrentSkipListMap<CameraId, CameraActivity> cameras =
      new ConcurrentSkipListMap<>();

  public void told(CameraStatus status) {
    activity(status.camera()).told(status);
  }

  public void saw(FrameExpressions frame, Instant now) {
    activity(frame.frame().camera()).saw(frame, now);
  }

  /** All frames of the camera that came so far. */
  public void erase(CameraId camera) {
    Optional.ofNullable(cameras.get(camera)).ifPresent(CameraActivity::erase);
  }

  public void forget(CameraId camera) {
    cameras.remove(camera);
  }

  /**
   * Sorted by id.
   *
   * @param withheld whether faces are
   */
  List<CameraView> views(boolean withheld, Instant now) {
    return cameras.entrySet().stream()
        .map(entry -> entry.getValue().view(entry.getKey().value(), withheld, now))
        .toList();
  }

  Set<CameraId> ids() {
    return Set.copyOf(cameras.keySet());
  }

  /** LOST for a camera that is unknown. */
  CameraState state(CameraId camera, Instant now) {
    return Optional.ofNullable(cameras.get(camera))
        .map(activity -> activity.state(now))
        .orElse(CameraState.LOST);
  }

  Optional<Instant> lastFrameAt(CameraId camera) {
    return Optional.ofNullable(cameras.get(camera)).flatMap(CameraActivity::lastFrameAt);
  }

  /** Of the last 5 s; empty without frames. */
  Optional<Double> coverage(CameraId camera, Instant now) {
    return Optional.ofNullable(cameras.get(camera)).flatMap(activity -> activity.coverage(now));
  }

  /** {@code hall: 12% of frames analysed: …}, sorted by id. */
  public List<String> problems(Instant now) {
    return cameras.entrySet().stream()
        .flatMap(
            camera ->
                camera
                    .getValue()
                    .problem(isClaimed(camera.getKey(), now), now)
                    .map(problem -> camera.getKey() + ": " + problem)
                    .stream())
        .toList();
  }

  public int size() {
    return cameras.size();
  }

  /** Whether its last frame came through lately enough to be live or stale. */
  boolean isSeen(CameraId camera, Instant now) {
    return Optional.ofNullable(cameras.get(camera))
        .filter(activity -> activity.state(now) != CameraState.LOST)
        .isPresent();
  }

  public boolean knows(CameraId camera) {
    return cameras.containsKey(camera);
  }

  /**
   * Whether a producer has announced this camera. One that was killed has said so for a while; a
   * page that has lost its connection is not expected to come back.
   */
  boolean isClaimed(CameraId camera, Instant now) {
    return Optional.ofNullable(cameras.get(camera))
        .flatMap(CameraActivity::status)
        .filter(status -> status.updatedAt().isAfter(now.minus(CLAIM)))
        .map(
            status ->
                switch (status.state()) {
                  case CONNECTING, RUNNING -> true;
                  case INTERRUPTED -> !status.source().equals(BrowserCamera.SOURCE);
                  case ENDED -> false;
                })
        .orElse(false);
  }

  public boolean allowsPictures(CameraId camera) {
    return Optional.ofNullable(cameras.get(camera))
        .flatMap(CameraActivity::status)
        .map(CameraStatus::pictures)
        .orElse(false);
  }

  /** Of those whose producers have been heard of lately. */
  public boolean anyAllowsPictures(Instant now) {
    return cameras.values().stream()
        .flatMap(camera -> camera.status().stream())
        .anyMatch(status -> status.pictures() && status.updatedAt().isAfter(now.minus(HEARD)));
  }

  private CameraActivity activity(CameraId camera) {
    return cameras.computeIfAbsent(camera, id -> new CameraActivity());
  }
}
