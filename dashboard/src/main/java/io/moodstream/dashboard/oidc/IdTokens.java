package io.moodstream.dashboard.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.moodstream.dashboard.oidc.OidcFailure.Reason;
import java.net.MalformedURLException;
import java.util.HashSet;
import java.util.Set;

/**
 * Verifies ID tokens: issuer, audience, expiry, nonce, and the signature by one of the provider's
 * published keys. Only signatures with a private key count: neither {@code none} nor HMAC, with
 * which a published key could pass for a secret.
 */
final class IdTokens {
  private static final int LONGEST_KEYS = 256 << 10;

  private final IDTokenValidator validator;

  private IdTokens(IDTokenValidator validator) {
    this.validator = validator;
  }

  static IdTokens of(OIDCProviderMetadata provider, ClientID client) throws OidcFailure {
    try {
      JWKSource<SecurityContext> keys =
          JWKSourceBuilder.create(
                  provider.getJWKSetURI().toURL(),
                  new DefaultResourceRetriever(
                      Provider.PATIENCE_MILLIS, Provider.PATIENCE_MILLIS, LONGEST_KEYS))
              .refreshAheadCache(false)
              .build();
      Set<JWSAlgorithm> algorithms = new HashSet<>(JWSAlgorithm.Family.SIGNATURE);
      var selector = new JWSVerificationKeySelector<>(algorithms, keys);
      return new IdTokens(new IDTokenValidator(provider.getIssuer(), client, selector, null));
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw new OidcFailure(
          Reason.UNAVAILABLE,
          "%s publishes no usable address of its keys".formatted(provider.getIssuer()),
          e);
    }
  }

  IDTokenClaimsSet verify(JWT token, Nonce nonce) throws OidcFailure {
    try {
      return validator.validate(token, nonce);
    } catch (KeySourceException e) {
      throw new OidcFailure(
          Reason.UNAVAILABLE, "the provider's keys cannot be fetched: " + e.getMessage(), e);
    } catch (BadJOSEException | JOSEException e) {
      throw new OidcFailure(Reason.NOT_VERIFIED, "the ID token was refused: " + e.getMessage(), e);
    }
  }
}
