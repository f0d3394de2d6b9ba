package io.moodstream.dashboard.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.UnauthorizedResponse;
import io.moodstream.dashboard.access.Sessions.Session;
import io.moodstream.dashboard.http.Caller;
import io.moodstream.dashboard.http.Errors;
import io.moodstream.dashboard.http.Parameters;
import io.moodstream.dashboard.http.Routes;
import io.moodstream.dashboard.http.WebSettings;
import io.moodstream.dashboard.users.Right;
import io.moodstream.dashboard.users.Role;
import io.moodstream.pipeline.frames.CameraId;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which clients may call, and what they may do. With a token or with users: those who show the
 * token, or a session's cookie. With neither: every program on this machine, but no page of another
 * site in its browsers.
 */
public final class Access implements Routes {
  private static final String BEARER = "Bearer ";
  private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");
  private static final List<String> PROGRAMS = List.of("/api/v1/", "/metrics", "/health/");
  private static final List<String> OPEN =
      List.of("/health/", "/assets/", SessionRoutes.SESSION, OidcRoutes.PAGE);

  /** For people in view of a camera. */
  private static final Pattern NOTICE = Pattern.compile("/cameras/[^/]+/notice");

  private static final String WRONG_TOKEN = "#wrong-token";
  private static final Pattern CAMERA = Pattern.compile("/api/v1/cameras/([^/]+)/frames");
  private static final Pattern THIS_MACHINE =
      Pattern.compile("localhost|.*\\.localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

  private final String host;
  private final boolean tls;
  private final OwnOrigins origins;
  private final SignIn signIn;
  private final SessionCookie cookie;

  public Access(WebSettings settings, OwnOrigins origins, SignIn signIn, SessionCookie cookie) {
    this.host = settings.host();
    this.tls = settings.tls().isPresent();
    this.origins = origins;
    this.signIn = signIn;
    this.cookie = cookie;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.before(this::requireSecure);
    routes.before(this::check);
    routes.beforeMatched(Access::authorize);
    routes.wsBeforeUpgrade(ctx -> Errors.telling(ctx, this::checkUpgrade));
  }

  /**
   * Runs before anything else: where TLS is spoken, nothing is answered without it. A GET over http
   * is redirected.
   */
  private void requireSecure(Context ctx) {
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
  private void check(Context ctx) {
    requireOwnOrigin(ctx);
    if (!READING.contains(ctx.method())) {
      requireOwnSite(ctx);
    }
    Optional<Caller> identified = identify(ctx);
    if (identified.isEmpty()) {
      // Redirected, and every route is closed to it.
      return;
    }
    Caller caller = identified.get();
    caller.attachTo(ctx);
    if (!caller.isKnown() && !isOpen(ctx.path())) {
      throw refusal(ctx);
    }
  }

  private static boolean isOpen(String path) {
    return OPEN.stream().anyMatch(path::startsWith) || NOTICE.matcher(path).matches();
  }

  /** Each route names the right that it needs; one that names none is closed. */
  private static void authorize(Context ctx) {
    Caller caller = Caller.of(ctx);
    Right needed =
        ctx.routeRoles().stream()
            .filter(Right.class::isInstance)
            .map(Right.class::cast)
            .findFirst()
            .orElseThrow(() -> new ForbiddenResponse("this call is closed"));
    if (!caller.may(needed)) {
      throw new ForbiddenResponse(
          "'%s' may not do this: it takes the role %s".formatted(caller.name(), roles(needed)));
    }
  }

  private static String roles(Right needed) {
    return Arrays.stream(Role.values())
        .filter(role -> role.rights().contains(needed))
        .map(Role::label)
        .collect(Collectors.joining(" or "));
  }

  /** Runs before a WebSocket opens: it begins with a GET, but it is there to write. */
  private void checkUpgrade(Context ctx) {
    if (tls && !ctx.req().isSecure()) {
      throw new ForbiddenResponse("only over https");
    }
    requireOwnSite(ctx);
    check(ctx);
    Caller caller = Caller.of(ctx);
    caller.require(Right.OPERATE, "be a camera: it takes the role operator");
    requireOwnCamera(ctx.path(), caller);
  }

  /** A user with some cameras must not send frames under the id of another. */
  private static void requireOwnCamera(String path, Caller caller) {
    Matcher camera = CAMERA.matcher(path);
    boolean own =
        camera.matches()
            && CameraId.isValid(camera.group(1))
            && caller.sees(new CameraId(camera.group(1)));
    if (caller.cameras().isPresent() && !own) {
      throw new ForbiddenResponse("%s may not be this camera".formatted(caller.name()));
    }
  }

  private void requireOwnOrigin(Context ctx) {
    if (!origins.allow(ctx)) {
      throw new ForbiddenResponse(
          "a page of %s may not call %s: behind a reverse proxy, start with --public-url"
              .formatted(ctx.header("Origin"), OwnOrigins.authority(ctx)));
    }
  }

  /** What browsers add where they leave the origin out; other programs send neither. */
  private static void requireOwnSite(Context ctx) {
    String site = Optional.ofNullable(ctx.header("Sec-Fetch-Site")).orElse("none");
    if (!OWN_SITES.contains(site)) {
      throw new ForbiddenResponse("a page of another site may change nothing here");
    }
  }

  /** Empty when the call is answered with a redirection. */
  private Optional<Caller> identify(Context ctx) {
    if (signIn.isOpen()) {
      return Optional.of(isLocal(ctx) ? Caller.unlimited(Caller.LOCAL) : Caller.UNKNOWN);
    }
    String bearer = Optional.ofNullable(ctx.header("Authorization")).orElse("");
    if (bearer.startsWith(BEARER)) {
      signIn.requireToken(ctx, bearer.substring(BEARER.length()).strip());
      return Optional.of(Caller.unlimited(Caller.TOKEN));
    }
    String given = ctx.queryParam(Parameters.TOKEN);
    if (given != null && signIn.takesTokens()) {
      return exchange(ctx, given);
    }
    Optional<Session> session = cookie.session(ctx);
    Optional<Caller> caller = session.flatMap(signIn::caller);
    caller.ifPresent(known -> known.attachTo(ctx, () -> signIn.stillGrants(session.get(), known)));
    return Optional.of(caller.orElse(Caller.UNKNOWN));
  }

  /** A token in the address becomes a session, and leaves the address of a page. */
  private Optional<Caller> exchange(Context ctx, String given) {
    boolean page = PROGRAMS.stream().noneMatch(ctx.path()::startsWith);
    try {
      String secret = signIn.beginWithToken(ctx, given, !page);
      cookie.set(ctx, secret);
      if (page) {
        ctx.redirect(ctx.path() + queryWithoutToken(ctx), HttpStatus.SEE_OTHER);
      }
      return Optional.of(Caller.unlimited(Caller.TOKEN));
    } catch (HttpResponseException e) {
      if (!page) {
        throw e;
      }
      ctx.redirect(ctx.path() + queryWithoutToken(ctx) + WRONG_TOKEN, HttpStatus.SEE_OTHER);
      return Optional.empty();
    }
  }

  /**
   * Another site can let its own name point to 127.0.0.1 (DNS rebinding); the browser then sends
   * that name.
   */
  private boolean isLocal(Context ctx) {
    String called = ctx.req().getServerName();
    return called.equalsIgnoreCase(host) || THIS_MACHINE.matcher(called).matches();
  }

  private RuntimeException refusal(Context ctx) {
    if (signIn.isOpen()) {
      return new ForbiddenResponse(
          "this address is called 127.0.0.1 or localhost, not '%s': to be reached by another name, start with --host and --token"
              .formatted(ctx.req().getServerName()));
    }
    if (!signIn.takesTokens()) {
      return new UnauthorizedResponse(
          "a sign-in is needed: open %s, or POST %s"
              .formatted(OidcRoutes.PAGE, SessionRoutes.SESSION));
    }
    ctx.header("WWW-Authenticate", "Bearer realm=\"moodstream\"");
    return new UnauthorizedResponse(
        "a token is needed: as 'Authorization: Bearer <token>', or once as ?token=<token>");
  }

  private static String queryWithoutToken(Context ctx) {
    String query =
        ctx.queryParamMap().entrySet().stream()
            .filter(entry -> !entry.getKey().equals(Parameters.TOKEN))
            .flatMap(e -> e.getValue().stream().map(value -> escaped(e.getKey(), value)))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "" : "?" + query;
  }

  private static String escaped(String name, String value) {
    return URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8);
  }
}
