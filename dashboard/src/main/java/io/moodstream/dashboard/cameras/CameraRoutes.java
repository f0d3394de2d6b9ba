package io.moodstream.dashboard.cameras;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.moodstream.dashboard.access.AuditTrail;
import io.moodstream.dashboard.cameras.Pictures.Picture;
import io.moodstream.dashboard.http.BadParameter;
import io.moodstream.dashboard.http.Caller;
import io.moodstream.dashboard.http.Json;
import io.moodstream.dashboard.http.Parameters;
import io.moodstream.dashboard.http.Routes;
import io.moodstream.dashboard.users.Right;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.models.AuditEntry.Action;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Who is there: {@code /api/v1/cameras}, their pictures, and the end of their being listed. */
public final class CameraRoutes implements Routes {
  private final CameraBoard cameras;
  private final Pictures pictures;
  private final Consumer<CameraId> forgetting;
  private final CameraConfigs configs;
  private final IntSupplier minimumPeople;
  private final AuditTrail audit;
  private final PictureAudit pictureAudit;
  private final InstantSource clock;

  /**
   * @param forgetting takes a camera off everyone's list
   * @param configs where the cameras of the API are kept
   * @param minimumPeople the minimum group size that applies
   */
  public CameraRoutes(
      CameraBoard cameras,
      Pictures pictures,
      Consumer<CameraId> forgetting,
      CameraConfigs configs,
      IntSupplier minimumPeople,
      AuditTrail audit,
      InstantSource clock) {
    this.cameras = cameras;
    this.pictures = pictures;
    this.forgetting = forgetting;
    this.configs = configs;
    this.minimumPeople = minimumPeople;
    this.audit = audit;
    this.pictureAudit = new PictureAudit(audit, clock);
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/cameras", this::list, Right.VIEW);
    routes.delete("/api/v1/cameras/{id}", this::forget, Right.OPERATE);
    routes.get("/api/v1/cameras/{id}/picture", this::picture, Right.VIEW);
  }

  private void list(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    ctx.header("Cache-Control", "no-store");
    Caller caller = Caller.of(ctx);
    Json.answer(
        ctx,
        cameras.views(minimumPeople.getAsInt() > 0, clock.instant()).stream()
            .filter(camera -> caller.sees(new CameraId(camera.id())))
            .toList());
  }

  private void forget(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    CameraId camera = camera(ctx);
    Instant now = clock.instant();
    boolean managed = cameras.isManaged(camera, now);
    if (!managed && (cameras.isClaimed(camera, now) || cameras.isSeen(camera, now))) {
      throw new ConflictResponse(
          "camera '%s' is still there: it can be forgotten half a minute after it was stopped"
              .formatted(camera));
    }
    if (cameras.wanted(camera).isPresent()) {
      configs.put(camera, Optional.empty());
      // Here at once; elsewhere as Kafka reports it.
      cameras.onWanted(camera, Optional.empty());
    }
    forgetting.accept(camera);
    audit.add(
        now,
        Caller.of(ctx).audited(ctx),
        Action.CAMERA_CHANGED,
        "camera %s %s".formatted(camera, managed ? "removed" : "forgotten"));
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private void picture(Context ctx) {
    Optional<FrameId> frame =
        Parameters.of(ctx.queryParamMap(), Set.of("frame")).single("frame").map(this::frame);
    CameraId camera = camera(ctx);
    if (!cameras.allowsPictures(camera)) {
      throw new ForbiddenResponse(
          "camera '%s' does not show its picture: start it with ,pictures=on".formatted(camera));
    }
    Picture picture =
        frame
            .map(id -> pictures.find(camera, id))
            .orElseGet(() -> pictures.newest(camera))
            .orElseThrow(() -> new NotFoundResponse(missing(camera, frame)));
    pictureAudit.onPicture(Caller.of(ctx).audited(ctx), camera);
    ctx.header("Moodstream-Frame", picture.frame().toString())
        .header("Cache-Control", "no-store")
        .contentType("image/jpeg")
        .result(picture.jpeg().bytes());
  }

  private CameraId camera(Context ctx) {
    String id = ctx.pathParam("id");
    return Optional.of(id)
        .filter(CameraId::isValid)
        .map(CameraId::new)
        .filter(cameras::knows)
        .filter(Caller.of(ctx)::sees)
        .orElseThrow(() -> new NotFoundResponse(unknown(id)));
  }

  public static String unknown(String id) {
    return "no camera '%s': GET /api/v1/cameras lists those that are known".formatted(id);
  }

  private FrameId frame(String text) {
    try {
      return FrameId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadParameter("frame", String.valueOf(e.getMessage()));
    }
  }

  private static String missing(CameraId camera, Optional<FrameId> frame) {
    return frame
        .map(id -> "frame %s of camera '%s' is not kept any more".formatted(id, camera))
        .orElseGet(() -> "camera '%s' has sent no picture lately".formatted(camera));
  }
}
