package io.moodstream.dashboard.cameras;

import io.moodstream.dashboard.access.AuditTrail;
import io.moodstream.pipeline.cameras.CameraOwner.Origin;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.cameras.ExceptionClaim;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.models.AuditEntry.Action;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes claimed exceptions to the audit. Camera machines may not write there, so a claim of a
 * {@code cameras.yaml} is written when its camera first reports it to this dashboard, and again
 * after each start of a dashboard. Thread-safe.
 */
public final class ClaimAudit {
  private final AuditTrail audit;
  private final InstantSource clock;
  private final Map<CameraId, ExceptionClaim> known = new ConcurrentHashMap<>();

  public ClaimAudit(AuditTrail audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /** A claim of the API is written where it is made, with its user. */
  public void onStatus(CameraStatus status) {
    Optional<ExceptionClaim> claim = status.label().use().exception();
    if (status.owner().origin() == Origin.API || claim.isEmpty()) {
      known.remove(status.camera());
    } else if (!claim.get().equals(known.put(status.camera(), claim.get()))) {
      add(
          status.camera(),
          claim.get(),
          "%s on %s".formatted(status.owner().origin().label(), status.owner().machine()));
    }
  }

  /**
   * @param by the user, or the file and its machine
   */
  void add(CameraId camera, ExceptionClaim claim, String by) {
    audit.add(
        clock.instant(), by, Action.EXCEPTION_CLAIMED, "camera %s: %s".formatted(camera, claim));
  }
}
