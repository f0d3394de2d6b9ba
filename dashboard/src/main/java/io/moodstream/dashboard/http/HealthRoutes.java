package io.moodstream.dashboard.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpStatus;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.moodstream.dashboard.users.Right;
import io.moodstream.pipeline.stage.Health;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** For operators: {@code /health/*} and {@code /metrics}. */
public final class HealthRoutes implements Routes {
  private final Supplier<Health> health;
  private final PrometheusMeterRegistry metrics;

  public HealthRoutes(Supplier<Health> health, PrometheusMeterRegistry metrics) {
    this.health = health;
    this.metrics = metrics;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/health/live", ctx -> answer(ctx, Health::isAlive), Right.NONE);
    routes.get("/health/ready", ctx -> answer(ctx, Health::isReady), Right.NONE);
    routes.get("/health/started", ctx -> answer(ctx, Health::isStarted), Right.NONE);
    routes.get("/metrics", this::scrape, Right.OPERATE);
  }

  private void scrape(Context ctx) {
    Caller caller = Caller.of(ctx);
    if (caller.cameras().isPresent()) {
      throw new ForbiddenResponse(
          "%s sees some cameras only, and the metrics are of all".formatted(caller.name()));
    }
    ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.scrape());
  }

  private void answer(Context ctx, Predicate<Health> good) {
    Health now = health.get();
    // What the checks say may name hosts and files: not for a caller without the token.
    String json = Caller.of(ctx).isKnown() ? now.toJson() : withoutChecks(now.status());
    ctx.status(good.test(now) ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .header("Cache-Control", "no-store")
        .contentType("application/json")
        .result(json);
  }

  private static String withoutChecks(Health.Status status) {
    return "{\"status\":\"%s\",\"checks\":[]}".formatted(status);
  }
}
