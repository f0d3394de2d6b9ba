package io.moodstream.dashboard.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.SameSite;
import io.moodstream.dashboard.http.Routes;
import io.moodstream.dashboard.oidc.Identity;
import io.moodstream.dashboard.oidc.OidcClient;
import io.moodstream.dashboard.oidc.OidcFailure;
import io.moodstream.dashboard.oidc.OidcFailure.Reason;
import io.moodstream.dashboard.oidc.PendingSignIn;
import io.moodstream.dashboard.users.Right;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a browser to the OpenID Connect provider, and takes it back. */
public final class OidcRoutes implements Routes {
  /** Where people sign in; also the beginning of all paths of a sign-in. */
  public static final String PAGE = "/sign-in";

  private static final Logger log = LoggerFactory.getLogger(OidcRoutes.class);
  private static final String BEGIN = PAGE + "/oidc";
  private static final String BACK = PAGE + "/callback";
  private static final String COOKIE = "moodstream-sign-in";

  /** A path of this server: browsers take {@code //host} and {@code /\host} for another one. */
  private static final Pattern OWN_PATH =
      Pattern.compile("/([A-Za-z0-9?][\\x21-\\x5B\\x5D-\\x7E]*)?");

  private final SignIn signIn;
  private final SessionCookie session;
  private final OwnOrigins addresses;
  private final InstantSource clock;

  public OidcRoutes(
      SignIn signIn, SessionCookie session, OwnOrigins addresses, InstantSource clock) {
    this.signIn = signIn;
    this.session = session;
    this.addresses = addresses;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(BEGIN, this::begin, Right.NONE);
    routes.get(BACK, this::end, Right.NONE);
  }

  private void begin(Context ctx) {
    String page = Optional.ofNullable(ctx.queryParam("to")).filter(OidcRoutes::isOwn).orElse("/");
    PendingSignIn pending = provider().begin(clock.instant(), page);
    try {
      URI address = provider().address(pending, addresses.here(ctx, BACK));
      ctx.cookie(cookie(ctx, pending.toCookie(), (int) PendingSignIn.LIFE.toSeconds()));
      goTo(ctx, address.toString());
    } catch (OidcFailure e) {
      refuse(ctx, e.reason(), String.valueOf(e.getMessage()));
    }
  }

  private void end(Context ctx) {
    Optional<PendingSignIn> pending =
        Optional.ofNullable(ctx.cookie(COOKIE))
            .flatMap(kept -> PendingSignIn.parse(kept, clock.instant()));
    ctx.cookie(cookie(ctx, "", 0));
    if (pending.isEmpty()) {
      refuse(ctx, Reason.EXPIRED, "no sign-in was begun in this browser in the last minutes");
      return;
    }
    try {
      URI back = addresses.here(ctx, BACK);
      URI answer = URI.create(back + "?" + Optional.ofNullable(ctx.queryString()).orElse(""));
      Identity person = provider().identify(pending.get(), answer, back);
      session.set(ctx, signIn.beginWithProvider(ctx, person, provider().issuer()));
      goTo(ctx, isOwn(pending.get().page()) ? pending.get().page() : "/");
    } catch (OidcFailure e) {
      refuse(ctx, e.reason(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      refuse(ctx, Reason.NOT_VERIFIED, "the provider's answer is not an address");
    }
  }

  private OidcClient provider() {
    return signIn
        .provider()
        .orElseThrow(() -> new NotFoundResponse("people do not sign in with OpenID Connect here"));
  }

  /** The page reports the kind of failure; the log and the audit have its details. */
  private void refuse(Context ctx, Reason reason, String message) {
    String details = message.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    log.warn("sign-in of {} refused: {}", ctx.ip(), details);
    if (reason != Reason.UNAVAILABLE) {
      signIn.refusedByProvider(ctx, details);
    }
    goTo(ctx, PAGE + "#" + reason.label());
  }

  private static void goTo(Context ctx, String address) {
    ctx.header("Cache-Control", "no-store");
    ctx.redirect(address, HttpStatus.SEE_OTHER);
  }

  private static boolean isOwn(String page) {
    return OWN_PATH.matcher(page).matches() && !page.startsWith(PAGE);
  }

  private Cookie cookie(Context ctx, String value, int seconds) {
    var cookie = new Cookie(COOKIE, value);
    cookie.setPath(PAGE);
    cookie.setMaxAge(seconds);
    cookie.setHttpOnly(true);
    cookie.setSecure(ctx.req().isSecure() || addresses.isPublicSecure());
    // Lax: it must come back with the navigation from the provider.
    cookie.setSameSite(SameSite.LAX);
    return cookie;
  }
}
