package io.moodstream.dashboard.cameras;

import io.moodstream.pipeline.cameras.CameraLabel;
import io.moodstream.pipeline.cameras.CameraOwner;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.cameras.StoredCamera;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.summaries.Coverage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** One camera: what its producer reports, and the frames that came through the pipeline. */
final class CameraActivity {
  /** Rates, delays and the coverage are of this time. */
  private static final Duration RECENT = Duration.ofSeconds(5);

  /** The shortest span for a rate: two frames at once are not a high rate. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** A state of overload needs as many recent frames. */
  private static final long LEAST_FRAMES = 5;

  private final Deque<Passed> recent = new ArrayDeque<>();
  private Optional<CameraStatus> status = Optional.empty();
  private Optional<Instant> lastCapturedAt = Optional.empty();
  private Instant lastSeenAt = Instant.MIN;
  private Instant recentSince = Instant.MIN;
  private long skipped;

  /**
   * A frame.
   *
   * @param delayMillis from the capture to the arrival here
   */
  private record Passed(Instant seenAt, boolean analysed, int faces, long delayMillis) {}

  synchronized void told(CameraStatus newStatus) {
    status = Optional.of(newStatus);
  }

  synchronized Optional<CameraStatus> status() {
    return status;
  }

  synchronized void saw(FrameExpressions frame, Instant now) {
    Instant capturedAt = frame.frame().capturedAt();
    lastCapturedAt = Optional.of(capturedAt);
    lastSeenAt = now;
    boolean analysed = frame.frame().outcome() == Outcome.ANALYSED;
    skipped += analysed ? 0 : 1;
    forgetBefore(now.minus(RECENT));
    if (recent.isEmpty()) {
      recentSince = now;
    }
    long delay = Math.max(0, Duration.between(capturedAt, now).toMillis());
    recent.add(new Passed(now, analysed, frame.faces().size(), delay));
  }

  /** When the last frame was captured. */
  synchronized Optional<Instant> lastFrameAt() {
    return lastCapturedAt;
  }

  synchronized Optional<Double> coverage(Instant now) {
    forgetBefore(now.minus(RECENT));
    return coverage().ratio();
  }

  synchronized void erase() {
    recent.clear();
    lastCapturedAt = Optional.empty();
    lastSeenAt = Instant.MIN;
    skipped = 0;
  }

  /**
   * @param toPause whether it is wanted so: its camera machine may be away
   */
  synchronized CameraState state(boolean toPause, Instant now) {
    CameraState flow = flow(now);
    boolean flows = flow == CameraState.LIVE || flow == CameraState.OVERLOADED;
    if ((toPause || reports(CameraStatus.State.PAUSED)) && !flows) {
      return CameraState.PAUSED;
    }
    return reports(CameraStatus.State.FROZEN) && flows ? CameraState.FROZEN : flow;
  }

  private boolean reports(CameraStatus.State reported) {
    return status.filter(it -> it.state() == reported).isPresent();
  }

  /** By its frames alone. */
  synchronized CameraState flow(Instant now) {
    forgetBefore(now.minus(RECENT));
    Coverage coverage = coverage();
    boolean enough = coverage.frames() + coverage.skipped() >= LEAST_FRAMES;
    return CameraState.of(lastSeenAt, enough ? coverage.ratio() : Optional.empty(), now);
  }

  /**
   * @param wanted how it is wanted, if it is a camera of the API
   * @param withheld whether faces are, because a minimum group size applies
   */
  synchronized CameraView view(
      String id, Optional<StoredCamera> wanted, boolean withheld, Instant now) {
    CameraState state = state(wanted.filter(stored -> stored.settings().paused()).isPresent(), now);
    return new CameraView(
        id,
        state.label(),
        coverage().ratio().map(ratio -> CameraView.rounded(ratio, 2)).orElse(null),
        framesPerSecond(now),
        withheld ? null : facesPerFrame().orElse(null),
        lastCapturedAt.map(Instant::toString).orElse(null),
        status.map(CameraStatus::updatedAt).map(Instant::toString).orElse(null),
        medianDelay().orElse(null),
        skipped,
        source(wanted),
        reason(state, wanted),
        wanted
            .map(stored -> stored.settings().pictures())
            .or(() -> status.map(CameraStatus::pictures))
            .orElse(false),
        wanted.map(ConfigView::of).orElseGet(() -> reported(id)));
  }

  private String source(Optional<StoredCamera> wanted) {
    return wanted
        .map(stored -> stored.settings().source().text())
        .or(() -> status.map(CameraStatus::source))
        .orElse("");
  }

  private ConfigView reported(String id) {
    return ConfigView.of(
        id,
        status.map(CameraStatus::label).orElse(CameraLabel.NONE),
        status.map(CameraStatus::owner).orElse(CameraOwner.UNKNOWN),
        reports(CameraStatus.State.PAUSED));
  }

  /**
   * Why its statistics do not describe what it sees; empty where they do, and where it is not
   * expected to send frames.
   *
   * @param claimed whether a producer reports that it runs
   * @param toPause whether it is to rest
   */
  synchronized Optional<String> problem(boolean claimed, boolean toPause, Instant now) {
    return switch (state(toPause, now)) {
      case LIVE, STALE, PAUSED -> Optional.empty();
      case FROZEN -> status.map(CameraStatus::reason);
      case OVERLOADED -> Optional.of(overload());
      case LOST ->
          claimed && !lastSeenAt.equals(Instant.MIN)
              ? Optional.of(
                  "no frame for %d s".formatted(Duration.between(lastSeenAt, now).toSeconds()))
              : Optional.empty();
    };
  }

  private String overload() {
    return "%d%% of frames analysed: the machine is too slow for its cameras"
        .formatted(Math.round(100 * coverage().ratio().orElse(0.0)));
  }

  private String reason(CameraState state, Optional<StoredCamera> wanted) {
    if (status.isEmpty() && wanted.isPresent()) {
      return "camera machine '%s' has not reported it yet".formatted(wanted.get().machine());
    }
    String reported = status.map(CameraStatus::reason).orElse("");
    return reported.isEmpty() && state == CameraState.OVERLOADED ? overload() : reported;
  }

  private Coverage coverage() {
    long analysed = recent.stream().filter(Passed::analysed).count();
    return new Coverage(analysed, recent.size() - analysed);
  }

  private void forgetBefore(Instant limit) {
    while (!recent.isEmpty() && recent.getFirst().seenAt().isBefore(limit)) {
      recent.removeFirst();
    }
  }

  private double framesPerSecond(Instant now) {
    if (recent.isEmpty()) {
      return 0;
    }
    long span = Duration.between(recentSince, now).toMillis();
    long counted = Math.max(SHORTEST.toMillis(), Math.min(RECENT.toMillis(), span));
    return CameraView.rounded(coverage().frames() * 1000.0 / counted, 1);
  }

  private Optional<Double> facesPerFrame() {
    var mean = recent.stream().filter(Passed::analysed).mapToInt(Passed::faces).average();
    return mean.isPresent()
        ? Optional.of(CameraView.rounded(mean.getAsDouble(), 2))
        : Optional.empty();
  }

  private Optional<Long> medianDelay() {
    long[] delays =
        recent.stream().filter(Passed::analysed).mapToLong(Passed::delayMillis).sorted().toArray();
    return delays.length == 0 ? Optional.empty() : Optional.of(delays[delays.length / 2]);
  }
}
