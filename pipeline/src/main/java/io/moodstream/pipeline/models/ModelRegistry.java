package io.moodstream.pipeline.models;

import io.moodstream.pipeline.UserFacing;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The published models: which there are, which serves, and how another one comes to serve. The
 * classifier's module answers; command line and dashboard ask. Every call may take as long as Kafka
 * does; {@link #promote} and {@link #rollBack} as long as classifiers need to get ready.
 */
public interface ModelRegistry {
  /** How long classifiers have to get ready for a new champion. */
  int READY_SECONDS = 60;

  /**
   * @param known true when the same content was published before, under this version
   * @param warning what speaks against promoting it, though it may serve: it is slow
   */
  record Publication(int version, String sha256, boolean known, Optional<String> warning) {
    public Publication(int version, String sha256, boolean known) {
      this(version, sha256, known, Optional.empty());
    }

    public Publication withWarning(Optional<String> other) {
      return new Publication(version, sha256, known, other);
    }
  }

  /** Those that are not deleted, by version. */
  List<ModelManifest> models();

  /** Aliases that name a version. */
  Map<ModelAlias, ModelAssignment> aliases();

  /** The classifiers that are alive, by id. */
  List<ClassifierStatus> classifiers();

  /** The latest at the end; at most a thousand. */
  List<AuditEntry> audit();

  /**
   * The bundle as it was published.
   *
   * @throws UnknownModel if there is no such version
   */
  byte[] zip(int version);

  /**
   * Tests a bundle and publishes it under the next version. The first one becomes champion.
   *
   * @param by who: for the audit
   * @throws ModelRefused naming what is wrong with it
   */
  Publication publish(byte[] zip, String by);

  /**
   * Lets classifiers analyse a share of the frames by this version too.
   *
   * @param version 0 to end the comparison
   * @throws UnknownModel if there is no such version
   * @throws ModelConflict if it is the champion
   */
  void challenge(int version, String by, String reason);

  /**
   * Makes a version champion in every live classifier, or in none. When it returns all are ready
   * and informed: each swaps within a moment, between two frames.
   *
   * @throws UnknownModel if there is no such version
   * @throws ModelConflict if it is champion, another promotion is under way, or not every
   *     classifier got ready in time: the message lists who and why, and nothing has changed
   */
  void promote(int version, String by, String reason);

  /**
   * Lets a version serve a share of the cameras. The classifiers compare it with the champion, and
   * promote it or end it by rule.
   *
   * @throws UnknownModel if there is no such version
   * @throws ModelConflict if it is the champion, or another canary runs
   */
  void startCanary(int version, CameraShare cameras, String by, String reason);

  /**
   * The champion serves every camera again.
   *
   * @throws ModelConflict if there is no canary
   */
  void endCanary(String by, String reason);

  /**
   * Promotes the champion before this one.
   *
   * @return its version
   * @throws ModelConflict as {@link #promote}, and if there was none
   */
  int rollBack(String by, String reason);

  /**
   * Removes a version that no alias names.
   *
   * @throws UnknownModel if there is no such version
   * @throws ModelConflict if an alias names it, or a classifier may still fall back to it
   */
  void delete(int version, String by, String reason);

  /** A bundle that must not serve. */
  final class ModelRefused extends RuntimeException implements UserFacing {
    private static final long serialVersionUID = 1L;

    public ModelRefused(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A version that was never published or is deleted. */
  final class UnknownModel extends RuntimeException implements UserFacing {
    private static final long serialVersionUID = 1L;

    public UnknownModel(int version) {
      super("there is no model version %d".formatted(version));
    }
  }

  /** What was asked for does not fit the current state; nothing has changed. */
  final class ModelConflict extends RuntimeException implements UserFacing {
    private static final long serialVersionUID = 1L;

    public ModelConflict(String message) {
      super(message);
    }
  }
}
