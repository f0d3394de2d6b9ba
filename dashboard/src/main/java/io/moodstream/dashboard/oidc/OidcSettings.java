package io.moodstream.dashboard.oidc;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The provider, and this dashboard as one of its clients.
 *
 * @param issuer without the path of its discovery document; https, or http on this machine
 * @param secret empty for a public client, which is protected by PKCE alone
 * @param scopes requested besides {@code openid}
 * @param claims how roles, cameras and the name are read from an ID token
 */
public record OidcSettings(
    URI issuer,
    String clientId,
    Optional<ClientSecret> secret,
    List<String> scopes,
    ClaimMapping claims) {
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  public OidcSettings {
    scopes = List.copyOf(scopes);
    if (clientId.isBlank()) {
      throw new IllegalArgumentException("client id: it is empty");
    }
    String host = Optional.ofNullable(issuer.getHost()).orElse("");
    boolean secure =
        "https".equals(issuer.getScheme())
            || ("http".equals(issuer.getScheme()) && THIS_MACHINE.contains(host));
    if (host.isEmpty() || !secure || issuer.getQuery() != null || issuer.getFragment() != null) {
      throw new IllegalArgumentException(
          "issuer: an https address such as https://login.example, not '%s'".formatted(issuer));
    }
  }

  /** How people know the provider: its host. */
  public String label() {
    return issuer.getHost();
  }
}
