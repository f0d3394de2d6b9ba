package io.moodstream.dashboard.erasures;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.moodstream.dashboard.erasures.Erasures.Erasure;
import io.moodstream.dashboard.erasures.Erasures.ErasureRuns;
import io.moodstream.dashboard.http.Caller;
import io.moodstream.dashboard.http.Errors;
import io.moodstream.dashboard.http.Json;
import io.moodstream.dashboard.http.JsonBody;
import io.moodstream.dashboard.http.Parameters;
import io.moodstream.dashboard.http.Routes;
import io.moodstream.dashboard.users.Right;
import io.moodstream.pipeline.erasure.ErasureRequest;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Removes what a camera has left: {@code /api/v1/erasures}. */
public final class ErasureRoutes implements Routes {
  private static final String ERASURES = "/api/v1/erasures";
  private static final Set<String> FIELDS = Set.of("camera", "from", "to");

  private final Erasures erasures;
  private final InstantSource clock;

  public ErasureRoutes(Erasures erasures, InstantSource clock) {
    this.erasures = erasures;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.exception(ErasureRuns.class, Errors.as(HttpStatus.CONFLICT));
    routes.get(ERASURES, this::list, Right.PRIVACY);
    routes.post(ERASURES, this::begin, Right.PRIVACY);
    routes.get(ERASURES + "/{id}", this::one, Right.PRIVACY);
  }

  private void list(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    List<Erasure> newestFirst = new ArrayList<>(erasures.all());
    Collections.reverse(newestFirst);
    Caller caller = Caller.of(ctx);
    answer(
        ctx,
        newestFirst.stream()
            .filter(erasure -> caller.sees(erasure.request().camera()))
            .map(ErasureView::of)
            .toList());
  }

  private void one(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    Caller caller = Caller.of(ctx);
    String id = ctx.pathParam("id");
    Erasure erasure =
        erasures
            .find(id)
            .filter(found -> caller.sees(found.request().camera()))
            .orElseThrow(
                () ->
                    new NotFoundResponse(
                        "no erasure '%s' since the dashboard started: the audit lists earlier ones"
                            .formatted(id)));
    answer(ctx, ErasureView.of(erasure));
  }

  private void begin(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    JsonBody body = JsonBody.read(ctx, FIELDS);
    Caller caller = Caller.of(ctx);
    ErasureRequest request = request(body);
    // A camera that is not listed any more may have left records.
    if (!caller.sees(request.camera())) {
      throw new NotFoundResponse("no camera '%s'".formatted(request.camera()));
    }
    Erasure begun = erasures.begin(request, caller.audited(ctx));
    ctx.status(HttpStatus.ACCEPTED).header("Location", "%s/%s".formatted(ERASURES, begun.id()));
    answer(ctx, ErasureView.of(begun));
  }

  private ErasureRequest request(JsonBody body) {
    String id = body.text("camera");
    Optional<Instant> from = time(body, "from");
    Optional<Instant> to = time(body, "to");
    try {
      return ErasureRequest.of(new CameraId(id), from, to, clock.instant());
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Instant> time(JsonBody body, String field) {
    if (!body.has(field)) {
      return Optional.empty();
    }
    String text = body.text(field);
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      throw new BadRequestResponse(
          "%s: '%s' is not an RFC 3339 time such as 2026-11-30T12:00:00Z".formatted(field, text));
    }
  }

  private static void answer(Context ctx, Object value) {
    ctx.header("Cache-Control", "no-store");
    Json.answer(ctx, value);
  }
}
