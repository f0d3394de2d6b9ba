package io.moodstream.dashboard.http;

import io.moodstream.dashboard.oidc.OidcSettings;
import io.moodstream.dashboard.tls.TlsCertificate;
import io.moodstream.dashboard.users.Users;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Where the server listens, which clients it answers, and its limits.
 *
 * @param host the address of this machine to listen on; any but loopback needs a token
 * @param port 0 to 65535; 0 lets the system choose
 * @param token what a client must show; empty leaves everything open
 * @param connections how many may be open at a time; beyond it new ones wait until others have gone
 * @param writeLimit how long a live client may leave what is sent to it unread, and any client may
 *     leave a call unfinished
 * @param bodyLimit how long the body of a request may take; an upload's, {@link #UPLOAD_PATIENCE}
 *     times as long
 * @param users those who may sign in with a password
 * @param oidc the OpenID Connect provider with which people may sign in
 * @param publicUrl under which browsers reach a reverse proxy in front of this server; its pages
 *     may call
 * @param tls the certificate for https; empty serves plain http
 */
public record WebSettings(
    String host,
    int port,
    Optional<String> token,
    int connections,
    Duration writeLimit,
    Duration bodyLimit,
    Optional<TlsCertificate> tls,
    Optional<URI> publicUrl,
    Users users,
    Optional<OidcSettings> oidc) {
  static final int UPLOAD_PATIENCE = 15;

  private static final int SHORTEST_TOKEN = 8;

  private static final int DEFAULT_CONNECTIONS = 1_000;
  private static final Duration DEFAULT_WRITE_LIMIT = Duration.ofSeconds(30);
  private static final Duration DEFAULT_BODY_LIMIT = Duration.ofSeconds(20);

  public WebSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: 0 to 65535, not " + port);
    }
    if (token.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("token: it is empty; give one or leave it out");
    }
    publicUrl.ifPresent(WebSettings::requireOrigin);
    if (token.filter(text -> text.length() < SHORTEST_TOKEN).isPresent()) {
      throw new IllegalArgumentException(
          "token: at least %d characters; leave it out to have one made".formatted(SHORTEST_TOKEN));
    }
    if (token.isEmpty() && !users.any() && oidc.isEmpty() && isReachable(host, publicUrl)) {
      throw new IllegalArgumentException(
          "%s can be reached from other machines: give a token, users or an OpenID Connect provider too"
              .formatted(publicUrl.map(URI::toString).orElse("host " + host)));
    }
    if (connections < 1) {
      throw new IllegalArgumentException("connections: at least 1, not " + connections);
    }
    if (writeLimit.isNegative() || writeLimit.isZero()) {
      throw new IllegalArgumentException("write limit: positive, not " + writeLimit);
    }
    if (bodyLimit.isNegative() || bodyLimit.isZero()) {
      throw new IllegalArgumentException("body limit: positive, not " + bodyLimit);
    }
  }

  /** With limits that serve an installation of some dozens of users. */
  public WebSettings(
      String host,
      int port,
      Optional<String> token,
      Users users,
      Optional<URI> publicUrl,
      Optional<OidcSettings> oidc) {
    this(
        host,
        port,
        token,
        DEFAULT_CONNECTIONS,
        DEFAULT_WRITE_LIMIT,
        DEFAULT_BODY_LIMIT,
        Optional.empty(),
        publicUrl,
        users,
        oidc);
  }

  public static WebSettings on(String host, int port, Optional<String> token) {
    return new WebSettings(host, port, token, Users.none(), Optional.empty(), Optional.empty());
  }

  public WebSettings withConnections(int connections) {
    return new WebSettings(
        host, port, token, connections, writeLimit, bodyLimit, tls, publicUrl, users, oidc);
  }

  public WebSettings withWriteLimit(Duration writeLimit) {
    return new WebSettings(
        host, port, token, connections, writeLimit, bodyLimit, tls, publicUrl, users, oidc);
  }

  public WebSettings withTls(TlsCertificate certificate) {
    return new WebSettings(
        host,
        port,
        token,
        connections,
        writeLimit,
        bodyLimit,
        Optional.of(certificate),
        publicUrl,
        users,
        oidc);
  }

  public WebSettings withBodyLimit(Duration bodyLimit) {
    return new WebSettings(
        host, port, token, connections, writeLimit, bodyLimit, tls, publicUrl, users, oidc);
  }

  public WebSettings withPublicUrl(URI url) {
    return new WebSettings(
        host, port, token, connections, writeLimit, bodyLimit, tls, Optional.of(url), users, oidc);
  }

  public WebSettings withUsers(Users users) {
    return new WebSettings(
        host, port, token, connections, writeLimit, bodyLimit, tls, publicUrl, users, oidc);
  }

  public WebSettings withOidc(OidcSettings provider) {
    return new WebSettings(
        host,
        port,
        token,
        connections,
        writeLimit,
        bodyLimit,
        tls,
        publicUrl,
        users,
        Optional.of(provider));
  }

  /** Whether other machines can reach the server, directly or through a proxy. */
  public static boolean isReachable(String host, Optional<URI> publicUrl) {
    return publicUrl.isPresent() || !loopback(host);
  }

  private static void requireOrigin(URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    boolean origin =
        Set.of("", "/").contains(Optional.ofNullable(url.getPath()).orElse(""))
            && url.getQuery() == null
            && url.getUserInfo() == null;
    if (!http || url.getHost() == null || !origin) {
      throw new IllegalArgumentException(
          "public url: a scheme and a host, as https://mood.example, not " + url);
    }
  }

  /**
   * Whether only this machine can reach the address.
   *
   * @throws IllegalArgumentException if the name is unknown
   */
  public static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "host '%s' is unknown: give an address of this machine, such as 127.0.0.1"
              .formatted(host),
          e);
    }
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "WebSettings[%s:%d]".formatted(host, port);
  }
}
