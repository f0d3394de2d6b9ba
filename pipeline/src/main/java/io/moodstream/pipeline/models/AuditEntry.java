package io.moodstream.pipeline.models;

import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was done to models and cameras, by that and why; who signed in and looked at pictures.
 *
 * @param from the version before; 0 for none
 * @param to the version that it is about; 0 for none
 */
public record AuditEntry(Instant at, String by, Action action, int from, int to, String reason) {
  private static final Pattern ERASED =
      Pattern.compile("camera ([A-Za-z0-9._-]{1,64}) erased from (\\S+Z) to (\\S+Z): ");

  private static final Set<Action> OF_CAMERAS =
      Set.of(Action.PICTURES_VIEWED, Action.CAMERA_CHANGED, Action.ALERT_RULE_CHANGED);

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
    ALERT_RULE_CHANGED,
    /** Of a camera's records; the entry itself stays. */
    ERASED,
    /** For a purpose that the law prohibits otherwise; stays when the camera is erased. */
    EXCEPTION_CLAIMED;

    /** Those after them are about users and what they look at. */
    public boolean isAboutModels() {
      return compareTo(DELETED) <= 0;
    }
  }

  /**
   * Whether its reason names {@code camera <id>}: it goes when that camera's records are erased.
   */
  public boolean concerns(CameraId camera) {
    return OF_CAMERAS.contains(action)
        && Pattern.compile("\\bcamera %s(?![\\w-]|\\.\\w)".formatted(Pattern.quote(camera.value())))
            .matcher(reason)
            .find();
  }

  /**
   * The entry about an erasure.
   *
   * @param outcome how far it has come
   */
  public static AuditEntry erased(
      Instant at, String by, CameraId camera, Instant from, Instant to, String outcome) {
    return new AuditEntry(
        at,
        by,
        Action.ERASED,
        0,
        0,
        "camera %s erased from %s to %s: %s".formatted(camera, from, to, outcome));
  }

  /** Whether this is about an erasure with which the other entry went. */
  public boolean erases(AuditEntry other) {
    Matcher words = ERASED.matcher(reason);
    return action == Action.ERASED
        && words.find()
        && other.concerns(new CameraId(words.group(1)))
        && !other.at().isBefore(Instant.parse(words.group(2)))
        && other.at().isBefore(Instant.parse(words.group(3)));
  }
}
