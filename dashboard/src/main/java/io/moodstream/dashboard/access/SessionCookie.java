package io.moodstream.dashboard.access;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.moodstream.dashboard.access.Sessions.Session;
import java.util.Optional;

/** Carries a session's secret: random, and worth nothing once the session has ended. */
public final class SessionCookie {
  private static final String NAME = "moodstream-access";

  private final Sessions sessions;
  private final OwnOrigins origins;

  public SessionCookie(Sessions sessions, OwnOrigins origins) {
    this.sessions = sessions;
    this.origins = origins;
  }

  /** Counts as a call of the session. */
  Optional<Session> session(Context ctx) {
    return Optional.ofNullable(ctx.cookie(NAME)).flatMap(sessions::find);
  }

  void set(Context ctx, String secret) {
    ctx.cookie(cookie(ctx, secret));
  }

  void clear(Context ctx) {
    Cookie cookie = cookie(ctx, "");
    cookie.setMaxAge(0);
    ctx.cookie(cookie);
  }

  private Cookie cookie(Context ctx, String value) {
    var cookie = new Cookie(NAME, value);
    cookie.setHttpOnly(true);
    cookie.setSecure(ctx.req().isSecure() || origins.isPublicSecure());
    cookie.setSameSite(SameSite.LAX);
    return cookie;
  }
}
