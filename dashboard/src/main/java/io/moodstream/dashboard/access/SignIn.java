package io.moodstream.dashboard.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.http.UnauthorizedResponse;
import io.moodstream.dashboard.access.Sessions.Proof;
import io.moodstream.dashboard.access.Sessions.Session;
import io.moodstream.dashboard.http.Caller;
import io.moodstream.dashboard.http.WebSettings;
import io.moodstream.dashboard.oidc.Identity;
import io.moodstream.dashboard.oidc.OidcClient;
import io.moodstream.dashboard.users.PasswordHash;
import io.moodstream.dashboard.users.Right;
import io.moodstream.dashboard.users.Role;
import io.moodstream.dashboard.users.User;
import io.moodstream.dashboard.users.Users;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.models.AuditEntry.Action;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * Compares tokens and passwords, with a throttle, and turns them, and what a provider states, into
 * sessions.
 */
public final class SignIn {
  /** A hash takes tenths of a second of one core: more at a time would slow down all else. */
  private static final int HASHES_AT_A_TIME = 2;

  /** Compared with when there is no such user, so that the answer takes as long. */
  private static final PasswordHash UNKNOWN_USER = PasswordHash.ofNothing();

  private final Optional<String> token;
  private final Users users;
  private final Optional<OidcClient> provider;
  private final Map<CameraId, Set<CameraId>> groups;
  private final boolean proxied;
  private final Sessions sessions;
  private final Throttle throttle;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final Semaphore hashing = new Semaphore(HASHES_AT_A_TIME);

  public SignIn(
      WebSettings settings,
      Map<CameraId, Set<CameraId>> groups,
      AuditTrail audit,
      InstantSource clock) {
    this.token = settings.token();
    this.users = settings.users();
    this.provider = settings.oidc().map(OidcClient::new);
    this.groups = groups;
    this.proxied = settings.publicUrl().isPresent();
    this.sessions = new Sessions(clock);
    this.throttle = new Throttle(clock);
    this.audit = audit;
    this.clock = clock;
  }

  boolean takesTokens() {
    return token.isPresent();
  }

  boolean takesPasswords() {
    return users.any();
  }

  /** The OpenID Connect provider with which people sign in, if there is one. */
  public Optional<OidcClient> provider() {
    return provider;
  }

  /** Without a token, users and a provider everyone on this machine may call. */
  boolean isOpen() {
    return token.isEmpty() && !users.any() && provider.isEmpty();
  }

  public Sessions sessions() {
    return sessions;
  }

  /**
   * @throws UnauthorizedResponse if it is wrong
   * @throws HttpResponseException with 429 after too many wrong ones
   */
  void requireToken(Context ctx, String given) {
    String key = "address " + ctx.ip();
    requirePatience(ctx, key);
    boolean right =
        token
            .filter(own -> MessageDigest.isEqual(given.getBytes(UTF_8), own.getBytes(UTF_8)))
            .isPresent();
    if (!right) {
      throttle.failed(key);
      audit.add(clock.instant(), "dashboard " + ctx.ip(), Action.SIGN_IN_REFUSED, "wrong token");
      throw new UnauthorizedResponse("the token is wrong");
    }
    throttle.succeeded(key);
  }

  /**
   * The secret of a session.
   *
   * @param shared whether one of the same address serves: a program shows the token in each call
   */
  String beginWithToken(Context ctx, String given, boolean shared) {
    requireToken(ctx, given);
    return shared
        ? sessions.beginOrShare(Caller.TOKEN, ctx.ip())
        : sessions.begin(Caller.TOKEN, new Proof.Token(), ctx.ip());
  }

  /** The secret of a new session. */
  String beginWithPassword(Context ctx, String name, String password) {
    String byName = "user " + name;
    String byAddress = "address " + ctx.ip();
    requirePatience(ctx, byName);
    // Behind a proxy all users share one address.
    if (!proxied) {
      requirePatience(ctx, byAddress);
    }
    Optional<User> user = users.find(name);
    boolean matches = matches(user.map(User::password).orElse(UNKNOWN_USER), password);
    if (user.isEmpty() || !matches) {
      throttle.failed(byName);
      throttle.failed(byAddress);
      audit.add(clock.instant(), "dashboard " + ctx.ip(), Action.SIGN_IN_REFUSED, printable(name));
      throw new UnauthorizedResponse("the name or the password is wrong");
    }
    throttle.succeeded(byName);
    throttle.succeeded(byAddress);
    String secret = sessions.begin(name, new Proof.Password(user.get().password()), ctx.ip());
    audit.add(
        clock.instant(),
        caller(user.get()).audited(ctx),
        Action.SIGNED_IN,
        labels(user.get().roles()));
    return secret;
  }

  /** The secret of a new session. The audit names the subject too: it never changes. */
  String beginWithProvider(Context ctx, Identity person, String issuer) {
    String secret = sessions.begin(person.name(), new Proof.Provider(person), ctx.ip());
    audit.add(
        clock.instant(),
        caller(person).audited(ctx),
        Action.SIGNED_IN,
        "%s, with %s as %s".formatted(labels(person.roles()), issuer, person.subject()));
    return secret;
  }

  void refusedByProvider(Context ctx, String reason) {
    audit.add(clock.instant(), "dashboard " + ctx.ip(), Action.SIGN_IN_REFUSED, reason);
  }

  /** Empty once the session has ended, or the user was removed or has another password. */
  Optional<Caller> caller(Session session) {
    if (session.proof() instanceof Proof.Provider stated) {
      return provider.map(own -> caller(stated.identity()));
    }
    if (session.proof() instanceof Proof.Password password) {
      return users
          .find(session.name())
          .filter(user -> user.password().equals(password.hash()))
          .map(this::caller);
    }
    return token.map(own -> Caller.unlimited(Caller.TOKEN));
  }

  private Caller caller(User user) {
    return caller(user.name(), user.roles(), user.cameras());
  }

  private Caller caller(Identity person) {
    return caller(person.name(), person.roles(), person.cameras());
  }

  /** An id of a group stands for its cameras. */
  private Caller caller(String name, Set<Role> roles, Optional<Set<CameraId>> cameras) {
    Set<Right> rights =
        roles.stream().flatMap(role -> role.rights().stream()).collect(Collectors.toSet());
    return new Caller(name, rights, cameras.map(this::resolved));
  }

  private static String labels(Set<Role> roles) {
    return roles.stream().map(Role::label).sorted().toList().toString();
  }

  private Set<CameraId> resolved(Set<CameraId> ids) {
    var all = new TreeSet<>(ids);
    ids.forEach(id -> all.addAll(groups.getOrDefault(id, Set.of())));
    return all;
  }

  /** Whether the session goes on, and its user may still do the same. Does not count as a call. */
  boolean stillGrants(Session session, Caller before) {
    return sessions.isThere(session.id()) && caller(session).filter(before::equals).isPresent();
  }

  private boolean matches(PasswordHash expected, String given) {
    if (!hashing.tryAcquire()) {
      throw new ServiceUnavailableResponse("many sign in at the moment: try again");
    }
    try {
      return expected.matches(given);
    } finally {
      hashing.release();
    }
  }

  private void requirePatience(Context ctx, String key) {
    Duration pause = throttle.pause(key);
    if (!pause.isZero()) {
      long seconds = pause.toSeconds() + 1;
      ctx.header("Retry-After", Long.toString(seconds));
      throw new HttpResponseException(
          HttpStatus.TOO_MANY_REQUESTS.getCode(),
          "too many wrong attempts: try again in %d s".formatted(seconds));
    }
  }

  /**
   * What was typed may be anything, a password too: its beginning only, without control characters.
   */
  private static String printable(String name) {
    String shown = name.replaceAll("\\p{C}", "?");
    return "name " + shown.substring(0, Math.min(16, shown.length()));
  }
}
