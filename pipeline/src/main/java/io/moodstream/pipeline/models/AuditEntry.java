package io.moodstream.pipeline.models;

import java.time.Instant;

/**
 * What was done to models and cameras, by that and why; who signed in and looked at pictures.
 *
 * @param from the version before; 0 for none
 * @param to the version that it is about; 0 for none
 */
public record AuditEntry(Instant at, String by, Action action, int from, int to, String reason) {

  public enum Action {
    PUBLISHED,
    REFUSED,
    CHALLENGED,
    PROMOTED,
    PROMOTION_FAILED,
    ROLLED_BACK,
    /** By the classifiers themselves, because the new champion failed or was slow. */
    FELL_BACK,
    /** A version serves a share of the cameras. */
    CANARY_STARTED,
    /** Without a promotion: by a user, or by the classifiers because it failed a rule. */
    CANARY_ENDED,
    DELETED,
    SIGNED_IN,
    SIGN_IN_REFUSED,
    SESSION_REVOKED,
    /** At the first picture of a camera, then once an hour. */
    PICTURES_VIEWED,
    CAMERA_CHANGED,
    ALERT_RULE_CHANGED;

    /** Those after them are about users and what they look at. */
    public boolean isAboutModels() {
      return compareTo(DELETED) <= 0;
    }
  }
}
