package io.moodstream.dashboard.oidc;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.moodstream.dashboard.oidc.OidcFailure.Reason;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The provider's discovery document: fetched at start, and again at a sign-in until it came. */
final class Provider {
  /** For a connection and for an answer, each. */
  static final int PATIENCE_MILLIS = 5_000;

  private static final Logger log = LoggerFactory.getLogger(Provider.class);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final URI issuer;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Optional<OIDCProviderMetadata> known = Optional.empty();
  private volatile long failedAt = System.nanoTime() - PAUSE_NANOS;

  Provider(URI issuer) {
    this.issuer = issuer;
  }

  /** In a thread of its own: a provider that is away does not delay the start. */
  void discoverAtStart() {
    var discovery =
        new Thread(
            () -> {
              try {
                metadata();
                log.info("people sign in with {}", issuer);
              } catch (OidcFailure e) {
                log.warn("{}: it is tried again at each sign-in", e.getMessage());
              }
            },
            "oidc-discovery");
    discovery.setDaemon(true);
    discovery.start();
  }

  /**
   * @throws OidcFailure {@link Reason#UNAVAILABLE}; within two seconds of a failure at once
   */
  OIDCProviderMetadata metadata() throws OidcFailure {
    if (known.isPresent()) {
      return known.get();
    }
    if (!acquire()) {
      throw new OidcFailure(Reason.UNAVAILABLE, issuer + " is being asked already");
    }
    try {
      if (known.isEmpty()) {
        known = Optional.of(discover());
      }
      return known.get();
    } finally {
      asking.unlock();
    }
  }

  private boolean acquire() {
    try {
      return asking.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private OIDCProviderMetadata discover() throws OidcFailure {
    if (System.nanoTime() - failedAt < PAUSE_NANOS) {
      throw new OidcFailure(Reason.UNAVAILABLE, issuer + " did not answer a moment ago");
    }
    try {
      // Also checks that the document names this issuer.
      var metadata =
          OIDCProviderMetadata.resolve(new Issuer(issuer), PATIENCE_MILLIS, PATIENCE_MILLIS);
      if (metadata.getAuthorizationEndpointURI() == null
          || metadata.getTokenEndpointURI() == null) {
        throw new OidcFailure(
            Reason.UNAVAILABLE, issuer + " offers no sign-in by authorization code");
      }
      return metadata;
    } catch (GeneralException | IOException e) {
      failedAt = System.nanoTime();
      throw new OidcFailure(
          Reason.UNAVAILABLE,
          "the sign-in provider %s cannot be used: %s".formatted(issuer, e.getMessage()),
          e);
    }
  }
}
