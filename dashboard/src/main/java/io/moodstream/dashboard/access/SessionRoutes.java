package io.moodstream.dashboard.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.moodstream.dashboard.access.Sessions.Session;
import io.moodstream.dashboard.http.Caller;
import io.moodstream.dashboard.http.Json;
import io.moodstream.dashboard.http.JsonBody;
import io.moodstream.dashboard.http.Parameters;
import io.moodstream.dashboard.http.Routes;
import io.moodstream.dashboard.oidc.OidcClient;
import io.moodstream.dashboard.users.Right;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.models.AuditEntry.Action;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sign-in and sign-out, and the sessions of all. */
public final class SessionRoutes implements Routes {
  static final String SESSION = "/api/v1/session";

  private static final String SESSIONS = "/api/v1/sessions";

  private final SignIn signIn;
  private final SessionCookie cookie;
  private final OwnOrigins addresses;
  private final AuditTrail audit;
  private final InstantSource clock;

  public SessionRoutes(
      SignIn signIn,
      SessionCookie cookie,
      OwnOrigins addresses,
      AuditTrail audit,
      InstantSource clock) {
    this.signIn = signIn;
    this.cookie = cookie;
    this.addresses = addresses;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(SESSION, this::show, Right.NONE);
    routes.post(SESSION, this::begin, Right.NONE);
    routes.delete(SESSION, this::end, Right.NONE);
    routes.get(SESSIONS, this::list, Right.PRIVACY);
    routes.delete(SESSIONS + "/{id}", this::revoke, Right.PRIVACY);
  }

  /**
   * The caller.
   *
   * @param ways to sign in: {@code oidc}, {@code password}, {@code token}; none where no sign-in is
   *     needed
   * @param provider the host of the OpenID Connect provider; null without one
   * @param rights as {@code view}
   * @param cameras the only ones the caller sees; null for all
   */
  record CallerView(
      boolean signedIn,
      @Nullable String name,
      List<String> rights,
      @Nullable List<String> cameras,
      List<String> ways,
      @Nullable String provider) {}

  /**
   * The end of a session that a provider began.
   *
   * @param continueAt where the browser ends its session at the provider too
   */
  record SignedOut(String continueAt) {}

  record SessionView(
      String id, String name, String address, String since, String lastCallAt, String expiresAt) {
    static SessionView of(Session session) {
      return new SessionView(
          session.id(),
          session.name(),
          session.address(),
          session.since().toString(),
          session.lastCallAt().toString(),
          session.expiresAt().toString());
    }
  }

  private void show(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    answer(ctx, Caller.of(ctx));
  }

  private void begin(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    JsonBody body = JsonBody.read(ctx, Set.of("token", "name", "password"));
    if (body.has("token") == body.has("password")) {
      throw new BadRequestResponse("give a token, or a name and a password");
    }
    String secret =
        body.has("token")
            ? signIn.beginWithToken(ctx, body.text("token"), false)
            : signIn.beginWithPassword(ctx, body.text("name"), body.text("password"));
    cookie.set(ctx, secret);
    Caller caller = signIn.sessions().find(secret).flatMap(signIn::caller).orElse(Caller.UNKNOWN);
    ctx.status(HttpStatus.CREATED);
    answer(ctx, caller);
  }

  private void end(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    Optional<Session> session = cookie.session(ctx);
    session.ifPresent(ended -> signIn.sessions().end(ended.id()));
    cookie.clear(ctx);
    Optional<URI> next =
        session
            .filter(ended -> ended.proof() instanceof Sessions.Proof.Provider)
            .flatMap(ended -> signIn.provider())
            .flatMap(provider -> provider.signOut(addresses.here(ctx, OidcRoutes.PAGE)));
    if (next.isPresent()) {
      Json.answer(ctx, new SignedOut(next.get().toString()));
    } else {
      ctx.status(HttpStatus.NO_CONTENT);
    }
  }

  private void list(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    ctx.header("Cache-Control", "no-store");
    Json.answer(ctx, signIn.sessions().all().stream().map(SessionView::of).toList());
  }

  private void revoke(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    String id = ctx.pathParam("id");
    Optional<Session> ended =
        signIn.sessions().all().stream().filter(session -> session.id().equals(id)).findFirst();
    if (ended.isEmpty() || !signIn.sessions().end(id)) {
      throw new NotFoundResponse("no session '%s': GET %s lists them".formatted(id, SESSIONS));
    }
    audit.add(
        clock.instant(),
        Caller.of(ctx).audited(ctx),
        Action.SESSION_REVOKED,
        "of %s, %s".formatted(ended.get().name(), ended.get().address()));
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private void answer(Context ctx, Caller caller) {
    var ways = new ArrayList<String>();
    if (signIn.provider().isPresent()) {
      ways.add("oidc");
    }
    if (signIn.takesPasswords()) {
      ways.add("password");
    }
    if (signIn.takesTokens()) {
      ways.add("token");
    }
    ctx.header("Cache-Control", "no-store");
    Json.answer(
        ctx,
        new CallerView(
            caller.isKnown(),
            caller.isKnown() ? caller.name() : null,
            caller.rights().stream()
                .map(right -> right.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList(),
            caller
                .cameras()
                .filter(some -> caller.isKnown())
                .map(some -> some.stream().map(CameraId::value).sorted().toList())
                .orElse(null),
            ways,
            signIn.provider().map(OidcClient::label).orElse(null)));
  }
}
