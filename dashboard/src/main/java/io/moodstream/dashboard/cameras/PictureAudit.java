package io.moodstream.dashboard.cameras;

import io.moodstream.dashboard.access.AuditTrail;
import io.moodstream.dashboard.http.Caller;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.models.AuditEntry.Action;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Notes who looks at the pictures of which camera: at the first picture, then once an hour. */
final class PictureAudit {
  private static final Duration REPEATED = Duration.ofHours(1);

  private final Map<Viewing, Instant> noted = new HashMap<>();
  private final AuditTrail audit;
  private final InstantSource clock;

  PictureAudit(AuditTrail audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  private record Viewing(String by, CameraId camera) {}

  /**
   * @param by as {@link Caller#audited}
   */
  void onPicture(String by, CameraId camera) {
    Instant now = clock.instant();
    if (isNew(new Viewing(by, camera), now)) {
      audit.add(now, by, Action.PICTURES_VIEWED, "camera " + camera);
    }
  }

  private synchronized boolean isNew(Viewing viewing, Instant now) {
    noted.values().removeIf(at -> !at.plus(REPEATED).isAfter(now));
    return noted.putIfAbsent(viewing, now) == null;
  }
}
