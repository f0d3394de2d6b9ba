package io.moodstream.dashboard.cameras;

import io.moodstream.pipeline.cameras.CameraLabel;
import io.moodstream.pipeline.cameras.CameraOwner;
import io.moodstream.pipeline.cameras.CameraOwner.Origin;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.cameras.StoredCamera;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameExpressions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Every camera that was ever announced or seen. Thread-safe. */
public final class CameraBoard {
  /** Producers repeat what they say every ten seconds. */
  private static final Duration CLAIM = Duration.ofSeconds(15);

  private static final Duration HEARD = Duration.ofMinutes(1);

  private final ConcurrentSkipListMap<CameraId, CameraActivity> cameras =
      new ConcurrentSkipListMap<>();

  /** When a camera was last taken off the list. */
  private final ConcurrentSkipListMap<CameraId, Instant> forgotten = new ConcurrentSkipListMap<>();

  /** Those of the API, as they are wanted. */
  private final ConcurrentSkipListMap<CameraId, StoredCamera> wanted =
      new ConcurrentSkipListMap<>();

  /** Grows whenever a camera comes or goes. */
  private final AtomicLong changes = new AtomicLong();

  public void told(CameraStatus status) {
    activity(status.camera()).told(status);
  }

  /**
   * @param camera empty if it is removed
   */
  public void onWanted(CameraId id, Optional<StoredCamera> camera) {
    camera.ifPresentOrElse(stored -> wanted.put(id, stored), () -> wanted.remove(id));
  }

  Optional<StoredCamera> wanted(CameraId camera) {
    return Optional.ofNullable(wanted.get(camera));
  }

  /**
   * What people read about a camera: as it is wanted, or as its producer reports it. Empty if it is
   * unknown.
   */
  public Optional<CameraLabel> label(CameraId camera, Instant now) {
    return knows(camera)
        ? Optional.of(
            managed(camera, now)
                .map(settings -> settings.label())
                .or(() -> status(camera).map(CameraStatus::label))
                .orElse(CameraLabel.NONE))
        : Optional.empty();
  }

  /** Whether the pages show its picture. */
  public boolean showsPictures(CameraId camera, Instant now) {
    return managed(camera, now).filter(CameraSettings::pictures).isPresent()
        || allowsPictures(camera);
  }

  private Optional<CameraSettings> managed(CameraId camera, Instant now) {
    return wanted(camera).filter(stored -> isManaged(camera, now)).map(StoredCamera::settings);
  }

  private boolean isToPause(CameraId camera, Instant now) {
    return managed(camera, now).filter(CameraSettings::paused).isPresent();
  }

  private Optional<CameraStatus> status(CameraId camera) {
    return Optional.ofNullable(cameras.get(camera)).flatMap(CameraActivity::status);
  }

  int wantedCount() {
    return wanted.size();
  }

  /** Whether the API decides about it: a machine prefers cameras of its own settings. */
  boolean isManaged(CameraId camera, Instant now) {
    return wanted.containsKey(camera)
        && !(isClaimed(camera, now)
            && Set.of(Origin.FILE, Origin.COMMAND_LINE).contains(owner(camera).origin()));
  }

  CameraOwner owner(CameraId camera) {
    return Optional.ofNullable(cameras.get(camera))
        .flatMap(CameraActivity::status)
        .map(CameraStatus::owner)
        .orElse(CameraOwner.UNKNOWN);
  }

  public void saw(FrameExpressions frame, Instant now) {
    Optional<Instant> forgottenAt = Optional.ofNullable(forgotten.get(frame.frame().camera()));
    if (forgottenAt.filter(frame.frame().capturedAt()::isBefore).isPresent()) {
      return;
    }
    activity(frame.frame().camera()).saw(frame, now);
  }

  /** All frames of the camera that came so far. */
  public void erase(CameraId camera) {
    Optional.ofNullable(cameras.get(camera)).ifPresent(CameraActivity::erase);
  }

  /** Frames that are still on their way do not bring it back. */
  public void forget(CameraId camera, Instant now) {
    forgotten.put(camera, now);
    cameras.remove(camera);
    changes.incrementAndGet();
  }

  /**
   * Sorted by id.
   *
   * @param withheld whether faces are
   */
  List<CameraView> views(boolean withheld, Instant now) {
    return Stream.concat(cameras.keySet().stream(), wanted.keySet().stream())
        .distinct()
        .sorted()
        .flatMap(id -> view(id, withheld, now).stream())
        .toList();
  }

  /** Empty if the camera is unknown. */
  Optional<CameraView> view(CameraId id, boolean withheld, Instant now) {
    if (!knows(id)) {
      return Optional.empty();
    }
    Optional<StoredCamera> managed = wanted(id).filter(stored -> isManaged(id, now));
    CameraActivity activity = Optional.ofNullable(cameras.get(id)).orElseGet(CameraActivity::new);
    return Optional.of(activity.view(id.value(), managed, withheld, now));
  }

  /** The same as long as {@link #ids} are. */
  long version() {
    return changes.get();
  }

  public Set<CameraId> ids() {
    return Set.copyOf(cameras.keySet());
  }

  /** LOST for a camera that is unknown. */
  CameraState state(CameraId camera, Instant now) {
    return Optional.ofNullable(cameras.get(camera))
        .map(activity -> activity.state(isToPause(camera, now), now))
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
                    .problem(isClaimed(camera.getKey(), now), isToPause(camera.getKey(), now), now)
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
        .filter(activity -> activity.flow(now) != CameraState.LOST)
        .isPresent();
  }

  public boolean knows(CameraId camera) {
    return cameras.containsKey(camera) || wanted.containsKey(camera);
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
                  case CONNECTING, RUNNING, FROZEN, PAUSED -> true;
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
    CameraActivity known = cameras.get(camera);
    if (known != null) {
      return known;
    }
    CameraActivity activity = cameras.computeIfAbsent(camera, id -> new CameraActivity());
    changes.incrementAndGet();
    return activity;
  }
}
