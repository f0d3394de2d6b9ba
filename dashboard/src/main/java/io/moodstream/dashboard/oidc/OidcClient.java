package io.moodstream.dashboard.oidc;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.moodstream.dashboard.oidc.OidcFailure.Reason;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** This dashboard as a client of the provider. Thread-safe. */
public final class OidcClient {
  /** Each waits for the provider; beyond it callers are asked to try again. */
  private static final int AT_A_TIME = 8;

  private final OidcSettings settings;
  private final ClientID id;
  private final Provider provider;
  private final Semaphore places = new Semaphore(AT_A_TIME);
  private volatile Optional<IdTokens> tokens = Optional.empty();

  /** Looks for the provider without waiting for it. */
  public OidcClient(OidcSettings settings) {
    this.settings = settings;
    this.id = new ClientID(settings.clientId());
    this.provider = new Provider(settings.issuer());
    provider.discoverAtStart();
  }

  public String label() {
    return settings.label();
  }

  public String issuer() {
    return settings.issuer().toString();
  }

  public PendingSignIn begin(Instant now, String page) {
    return PendingSignIn.of(now, page);
  }

  /**
   * Where the browser goes to sign in.
   *
   * @param back where the provider sends the browser afterwards
   */
  public URI address(PendingSignIn pending, URI back) throws OidcFailure {
    var scopes = new Scope("openid");
    settings.scopes().forEach(scopes::add);
    return new AuthenticationRequest.Builder(ResponseType.CODE, scopes, id, back)
        .endpointURI(provider.metadata().getAuthorizationEndpointURI())
        .state(pending.state())
        .nonce(pending.nonce())
        .codeChallenge(pending.verifier(), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /**
   * The person who has signed in.
   *
   * @param answer the address with which the browser came back
   * @param back as it was for {@link #address}
   */
  public Identity identify(PendingSignIn pending, URI answer, URI back) throws OidcFailure {
    OIDCProviderMetadata metadata = provider.metadata();
    AuthenticationSuccessResponse success = success(pending, answer, metadata);
    if (!places.tryAcquire()) {
      throw new OidcFailure(Reason.UNAVAILABLE, "many sign in at the moment");
    }
    try {
      var grant =
          new AuthorizationCodeGrant(success.getAuthorizationCode(), back, pending.verifier());
      OIDCTokenResponse exchanged = exchange(grant, metadata);
      IDTokenClaimsSet claims =
          tokens(metadata).verify(exchanged.getOIDCTokens().getIDToken(), pending.nonce());
      return settings
          .claims()
          .identity(claims.toJSONObject(), claims.getSubject().getValue(), label());
    } finally {
      places.release();
    }
  }

  /** Where a browser ends its session at the provider too, if the provider has such a place. */
  public Optional<URI> signOut(URI back) {
    try {
      return Optional.ofNullable(provider.metadata().getEndSessionEndpointURI())
          .map(end -> new LogoutRequest(end, null, null, id, back, null, null).toURI());
    } catch (OidcFailure e) {
      return Optional.empty();
    }
  }

  private static AuthenticationSuccessResponse success(
      PendingSignIn pending, URI answer, OIDCProviderMetadata metadata) throws OidcFailure {
    AuthenticationResponse response;
    try {
      response = AuthenticationResponseParser.parse(answer);
    } catch (ParseException e) {
      throw new OidcFailure(
          Reason.NOT_VERIFIED, "the provider's answer is malformed: " + e.getMessage(), e);
    }
    if (!pending.state().equals(response.getState())) {
      throw new OidcFailure(Reason.EXPIRED, "the state is not that of this browser's sign-in");
    }
    // RFC 9207: the answer of another provider must not be taken for that of ours.
    if (response.getIssuer() != null && !response.getIssuer().equals(metadata.getIssuer())) {
      throw new OidcFailure(Reason.NOT_VERIFIED, "the answer names another issuer");
    }
    if (!response.indicatesSuccess()) {
      throw new OidcFailure(
          Reason.DENIED,
          "the provider refused: " + response.toErrorResponse().getErrorObject().getCode());
    }
    AuthenticationSuccessResponse success = response.toSuccessResponse();
    if (success.getAuthorizationCode() == null) {
      throw new OidcFailure(Reason.NOT_VERIFIED, "the provider's answer has no code");
    }
    return success;
  }

  private OIDCTokenResponse exchange(AuthorizationCodeGrant grant, OIDCProviderMetadata metadata)
      throws OidcFailure {
    URI endpoint = metadata.getTokenEndpointURI();
    TokenRequest request =
        settings
            .secret()
            .map(
                secret ->
                    new TokenRequest.Builder(endpoint, authentication(secret, metadata), grant))
            .orElseGet(() -> new TokenRequest.Builder(endpoint, id, grant))
            .build();
    HTTPRequest http = request.toHTTPRequest();
    http.setConnectTimeout(Provider.PATIENCE_MILLIS);
    http.setReadTimeout(Provider.PATIENCE_MILLIS);
    http.setFollowRedirects(false);
    try {
      TokenResponse response = OIDCTokenResponseParser.parse(http.send());
      if (response instanceof OIDCTokenResponse success) {
        return success;
      }
      throw new OidcFailure(
          Reason.NOT_VERIFIED,
          "the provider did not exchange the code: "
              + response.toErrorResponse().getErrorObject().getCode());
    } catch (ParseException e) {
      throw new OidcFailure(
          Reason.NOT_VERIFIED, "the provider's tokens are malformed: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new OidcFailure(
          Reason.UNAVAILABLE, "%s does not answer: %s".formatted(endpoint, e.getMessage()), e);
    }
  }

  private ClientAuthentication authentication(ClientSecret secret, OIDCProviderMetadata metadata) {
    var known = new Secret(secret.value());
    List<ClientAuthenticationMethod> methods =
        Optional.ofNullable(metadata.getTokenEndpointAuthMethods()).orElse(List.of());
    boolean post =
        methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
            && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    return post ? new ClientSecretPost(id, known) : new ClientSecretBasic(id, known);
  }

  private IdTokens tokens(OIDCProviderMetadata metadata) throws OidcFailure {
    Optional<IdTokens> made = tokens;
    if (made.isEmpty()) {
      made = Optional.of(IdTokens.of(metadata, id));
      tokens = made;
    }
    return made.get();
  }
}
