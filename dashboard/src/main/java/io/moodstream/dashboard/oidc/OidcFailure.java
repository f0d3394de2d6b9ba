package io.moodstream.dashboard.oidc;

import io.moodstream.pipeline.EnumLabels;

/**
 * A sign-in that the provider does not complete. The message is for the log: it names no secret.
 */
public final class OidcFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** What the sign-in page reports. */
  public enum Reason {
    /** The person or the provider has refused. */
    DENIED,
    /** Begun too long ago, or in another browser. */
    EXPIRED,
    /** The provider does not answer, or is not set up as it has to be. */
    UNAVAILABLE,
    /** What the provider answered could not be verified. */
    NOT_VERIFIED,
    /** The person is known, and has no role here. */
    NO_ROLE;

    /** As in the address of the sign-in page. */
    public String label() {
      return EnumLabels.of(this);
    }
  }

  OidcFailure(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  OidcFailure(Reason reason, String message, Exception cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
