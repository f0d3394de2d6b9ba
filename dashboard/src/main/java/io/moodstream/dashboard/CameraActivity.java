package io.moodstream.dashboard;

import io.moodstream.pipeline.frames.CameraStatus;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What is known of one camera: what its producer says, and what came through the pipeline. */
final class CameraActivity {
  /** Rates and delays are told over this. */
  private static final Duration RECENT = Duration.ofSeconds(5);

  /** The shortest span that a rate is told over: two frames at once are not a high rate. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Deque<Analysed> recent = new ArrayDeque<>();
  private Optional<CameraStatus> status = Optional.empty();
  private Optional<Instant> lastCapturedAt = Optional.empty();
  private Instant lastSeenAt = Instant.MIN;
  private Instant recentSince = Instant.MIN;
  private long skipped;

  /**
   * @param delayMillis from the capture to the arrival here
   */
  private record Analysed(Instant seenAt, int faces, long delayMillis) {}

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
    if (frame.frame().outcome() == Outcome.SKIPPED) {
      skipped++;
      return;
    }
    forgetBefore(now.minus(RECENT));
    if (recent.isEmpty()) {
      recentSince = now;
    }
    long delay = Math.max(0, Duration.between(capturedAt, now).toMillis());
    recent.add(new Analysed(now, frame.faces().size(), delay));
  }

  synchronized CameraState state(Instant now) {
    return CameraState.after(lastSeenAt, now);
  }

  synchronized CameraView view(String id, Instant now) {
    forgetBefore(now.minus(RECENT));
    return new CameraView(
        id,
        state(now).label(),
        framesPerSecond(now),
        CameraView.rounded(recent.stream().mapToInt(Analysed::faces).average().orElse(0), 2),
        lastCapturedAt.map(Instant::toString).orElse(null),
        medianDelay().orElse(null),
        skipped,
        status.map(CameraStatus::source).orElse(""),
        status.map(CameraStatus::reason).orElse(""),
        status.map(CameraStatus::pictures).orElse(false));
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
    return CameraView.rounded(recent.size() * 1000.0 / counted, 1);
  }

  private Optional<Long> medianDelay() {
    long[] delays = recent.stream().mapToLong(Analysed::delayMillis).sorted().toArray();
    return delays.length == 0 ? Optional.empty() : Optional.of(delays[delays.length / 2]);
  }
}
