package io.moodstream.dashboard.http;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.moodstream.dashboard.users.Right;
import io.moodstream.pipeline.frames.CameraId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The user or program that makes a call.
 *
 * @param name of a user, or {@code token} or {@code local}
 * @param rights empty before the sign-in
 * @param cameras the only ones that it may see; empty for all
 */
public record Caller(String name, Set<Right> rights, Optional<Set<CameraId>> cameras) {
  /** Before the sign-in. */
  public static final Caller UNKNOWN = new Caller("", Set.of(), Optional.of(Set.of()));

  public static final String TOKEN = "token";
  public static final String LOCAL = "local";

  private static final String ATTRIBUTE = "moodstream.caller";
  private static final String VALIDITY = "moodstream.caller-validity";

  public Caller {
    rights = Set.copyOf(rights);
    cameras = cameras.map(Set::copyOf);
  }

  /** May do everything. */
  public static Caller unlimited(String name) {
    return new Caller(name, EnumSet.allOf(Right.class), Optional.empty());
  }

  public static Caller of(Context ctx) {
    return Optional.<Caller>ofNullable(ctx.attribute(ATTRIBUTE)).orElse(UNKNOWN);
  }

  public void attachTo(Context ctx) {
    ctx.attribute(ATTRIBUTE, this);
  }

  /** Whether the call's session still grants what it did: for answers that take long. */
  public static BooleanSupplier validity(Context ctx) {
    return Optional.<BooleanSupplier>ofNullable(ctx.attribute(VALIDITY)).orElse(() -> true);
  }

  public void attachTo(Context ctx, BooleanSupplier validity) {
    attachTo(ctx);
    ctx.attribute(VALIDITY, validity);
  }

  public boolean isKnown() {
    return !rights.isEmpty();
  }

  public boolean may(Right right) {
    return right == Right.NONE || rights.contains(right);
  }

  public void require(Right right, String what) {
    if (!may(right)) {
      throw new ForbiddenResponse("%s may not %s".formatted(name, what));
    }
  }

  public boolean sees(CameraId camera) {
    return cameras.map(own -> own.contains(camera)).orElse(true);
  }

  public boolean seesAll(Collection<CameraId> others) {
    return others.stream().allMatch(this::sees);
  }

  /** For the audit: {@code anna, dashboard 10.0.0.7}; without users only where from. */
  public String audited(Context ctx) {
    String where = "dashboard " + ctx.ip();
    return Set.of(TOKEN, LOCAL).contains(name) ? where : name + ", " + where;
  }
}
