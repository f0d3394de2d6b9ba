package io.moodstream.dashboard.drift;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.moodstream.dashboard.access.AuditTrail;
import io.moodstream.dashboard.cameras.CameraBoard;
import io.moodstream.dashboard.cameras.CameraRoutes;
import io.moodstream.dashboard.http.Caller;
import io.moodstream.dashboard.http.Json;
import io.moodstream.dashboard.http.Parameters;
import io.moodstream.dashboard.http.Routes;
import io.moodstream.dashboard.users.Right;
import io.moodstream.pipeline.drift.ReferenceRequest;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.models.AuditEntry.Action;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** {@code /api/v1/drift}, and the wish for a new reference. */
public final class DriftRoutes implements Routes {
  private final DriftBoard drift;
  private final CameraBoard cameras;
  private final ReferenceRequests requests;
  private final AuditTrail audit;
  private final InstantSource clock;

  public DriftRoutes(
      DriftBoard drift,
      CameraBoard cameras,
      ReferenceRequests requests,
      AuditTrail audit,
      InstantSource clock) {
    this.drift = drift;
    this.cameras = cameras;
    this.requests = requests;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/drift", this::list, Right.VIEW);
    routes.post("/api/v1/cameras/{id}/reference", this::begin, Right.OPERATE);
  }

  private void list(Context ctx) {
    Set<CameraId> asked = Parameters.of(ctx.queryParamMap(), Set.of("camera")).cameras("camera");
    Caller caller = Caller.of(ctx);
    asked.forEach(camera -> require(camera.value(), caller));
    boolean shares = caller.may(Right.HISTORY);
    ctx.header("Cache-Control", "no-store");
    Json.answer(
        ctx,
        cameras.ids().stream()
            .filter(camera -> asked.isEmpty() || asked.contains(camera))
            .filter(caller::sees)
            .sorted()
            .map(
                camera ->
                    drift
                        .drift(camera)
                        .map(known -> DriftView.of(known, shares))
                        .orElseGet(() -> DriftView.none(camera.value())))
            .toList());
  }

  private void begin(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    Caller caller = Caller.of(ctx);
    CameraId camera = require(ctx.pathParam("id"), caller);
    String by = caller.audited(ctx);
    Instant now = clock.instant();
    requests.put(new ReferenceRequest(camera, now, by));
    audit.add(
        now, by, Action.CAMERA_CHANGED, "camera %s: a new reference begins".formatted(camera));
    ctx.status(HttpStatus.ACCEPTED);
  }

  private CameraId require(String id, Caller caller) {
    return Optional.of(id)
        .filter(CameraId::isValid)
        .map(CameraId::new)
        .filter(cameras::knows)
        .filter(caller::sees)
        .orElseThrow(() -> new NotFoundResponse(CameraRoutes.unknown(id)));
  }
}
