package io.moodstream.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import io.javalin.http.UnauthorizedResponse;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who may call. With a token: whoever shows it, as a bearer or as the cookie that {@code ?token=}
 * is exchanged for. Without one: everybody on this machine, but no page of another site in their
 * browser.
 */
final class Access {
  static final String TOKEN_PARAMETER = "token";

  private static final String COOKIE = "moodstream-access";
  private static final String GRANTED = "moodstream.granted";
  private static final String BEARER = "Bearer ";
  private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");
  private static final Pattern THIS_MACHINE =
      Pattern.compile("localhost|.*\\.localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

  private final Optional<String> token;
  private final String host;
  private final boolean tls;

  Access(DashboardSettings settings) {
    this.token = settings.token();
    this.host = settings.host();
    this.tls = settings.tls().isPresent();
  }

  static boolean granted(Context ctx) {
    return Boolean.TRUE.equals(ctx.attribute(GRANTED));
  }

  /**
   * Runs before anything else: where TLS is spoken, nothing is said without it. Whoever has typed
   * http is shown the way.
   */
  void requireSecure(Context ctx) {
    if (!tls || ctx.req().isSecure()) {
      return;
    }
    if (!READING.contains(ctx.method())) {
      throw new ForbiddenResponse("only over https");
    }
    String query = Optional.ofNullable(ctx.queryString()).map(text -> "?" + text).orElse("");
    ctx.redirect(
        "https://" + ctx.host() + ctx.req().getRequestURI() + query, HttpStatus.TEMPORARY_REDIRECT);
  }

  /** Runs before every route. */
  void check(Context ctx) {
    Body.requireSmall(ctx);
    requireOwnOrigin(ctx);
    requireOwnPage(ctx);
    boolean granted = token.map(expected -> shows(ctx, expected)).orElseGet(() -> isLocal(ctx));
    ctx.attribute(GRANTED, granted);
    if (!granted && !needsNoGrant(ctx.path())) {
      throw refusal(ctx);
    }
    if (granted && token.isPresent() && ctx.queryParam(TOKEN_PARAMETER) != null) {
      exchange(ctx, token.get());
    }
  }

  /** Runs before a WebSocket opens: it begins with a GET, but it is there to write. */
  void checkUpgrade(Context ctx) {
    if (tls && !ctx.req().isSecure()) {
      throw new ForbiddenResponse("only over https");
    }
    requireOwnSite(ctx);
    check(ctx);
  }

  private static void requireOwnOrigin(Context ctx) {
    String origin = ctx.header("Origin");
    if (origin != null && !origin.replaceFirst("^https?://", "").equals(ctx.host())) {
      throw new ForbiddenResponse("a page of %s may not call this address".formatted(origin));
    }
  }

  /** What browsers add where they leave the origin out; other programs send neither. */
  private static void requireOwnPage(Context ctx) {
    if (!READING.contains(ctx.method())) {
      requireOwnSite(ctx);
    }
  }

  private static void requireOwnSite(Context ctx) {
    String site = Optional.ofNullable(ctx.header("Sec-Fetch-Site")).orElse("none");
    if (!OWN_SITES.contains(site)) {
      throw new ForbiddenResponse("a page of another site may change nothing here");
    }
  }

  private static boolean shows(Context ctx, String expected) {
    String bearer = Optional.ofNullable(ctx.header("Authorization")).orElse("");
    if (bearer.startsWith(BEARER) && equal(bearer.substring(BEARER.length()).strip(), expected)) {
      return true;
    }
    return Optional.ofNullable(ctx.cookie(COOKIE))
            .filter(cookie -> equal(cookie, cookieOf(expected)))
            .isPresent()
        || Optional.ofNullable(ctx.queryParam(TOKEN_PARAMETER))
            .filter(given -> equal(given, expected))
            .isPresent();
  }

  /**
   * Another site can let its own name point to 127.0.0.1 (DNS rebinding); the browser then sends
   * that name.
   */
  private boolean isLocal(Context ctx) {
    String called = ctx.req().getServerName();
    return called.equalsIgnoreCase(host) || THIS_MACHINE.matcher(called).matches();
  }

  private static boolean needsNoGrant(String path) {
    return path.startsWith("/health/") || path.startsWith("/assets/");
  }

  private RuntimeException refusal(Context ctx) {
    if (token.isEmpty()) {
      return new ForbiddenResponse(
          "this address is called 127.0.0.1 or localhost, not '%s': to be reached by another name, start with --host and --token"
              .formatted(ctx.req().getServerName()));
    }
    ctx.header("WWW-Authenticate", "Bearer realm=\"moodstream\"");
    return new UnauthorizedResponse(
        "a token is needed: as 'Authorization: Bearer <token>', or once as ?token=<token>");
  }

  private static void exchange(Context ctx, String token) {
    var cookie = new Cookie(COOKIE, cookieOf(token));
    cookie.setHttpOnly(true);
    cookie.setSecure(ctx.req().isSecure());
    cookie.setSameSite(SameSite.LAX);
    ctx.cookie(cookie);
    if (!ctx.path().startsWith("/api/v1/") && !ctx.path().equals("/metrics")) {
      ctx.redirect(ctx.path() + queryWithoutToken(ctx), HttpStatus.SEE_OTHER);
    }
  }

  private static String queryWithoutToken(Context ctx) {
    String query =
        ctx.queryParamMap().entrySet().stream()
            .filter(entry -> !entry.getKey().equals(TOKEN_PARAMETER))
            .flatMap(e -> e.getValue().stream().map(value -> escaped(e.getKey(), value)))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "" : "?" + query;
  }

  private static String escaped(String name, String value) {
    return URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8);
  }

  /** Not the token itself: a cookie that leaks is no bearer for other tools. */
  private static String cookieOf(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(("moodstream cookie " + token).getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** In constant time. */
  private static boolean equal(String given, String expected) {
    return MessageDigest.isEqual(given.getBytes(UTF_8), expected.getBytes(UTF_8));
  }
}
