package io.moodstream.dashboard.notices;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.moodstream.dashboard.access.OwnOrigins;
import io.moodstream.dashboard.cameras.CameraBoard;
import io.moodstream.dashboard.http.Routes;
import io.moodstream.dashboard.users.Right;
import io.moodstream.pipeline.cameras.CameraLabel;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The notice of each camera, to be printed and hung up. It is for people in view, so it needs no
 * sign-in, and holds nothing but what they may read.
 */
public final class NoticeRoutes implements Routes {
  private final CameraBoard cameras;
  private final Optional<Controller> controller;
  private final OwnOrigins origins;
  private final IntSupplier minimumPeople;
  private final InstantSource clock;
  private final NoticePage page = new NoticePage();

  /**
   * @param minimumPeople the minimum group size that applies
   */
  public NoticeRoutes(
      CameraBoard cameras,
      Optional<Controller> controller,
      OwnOrigins origins,
      IntSupplier minimumPeople,
      InstantSource clock) {
    this.cameras = cameras;
    this.controller = controller;
    this.origins = origins;
    this.minimumPeople = minimumPeople;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/cameras/{id}/notice", this::notice, Right.NONE);
  }

  private void notice(Context ctx) {
    Instant now = clock.instant();
    CameraId camera =
        Optional.of(ctx.pathParam("id"))
            .filter(CameraId::isValid)
            .map(CameraId::new)
            .orElseThrow(NoticeRoutes::unknown);
    CameraLabel label = cameras.label(camera, now).orElseThrow(NoticeRoutes::unknown);
    var notice =
        new Notice(
            camera,
            label,
            cameras.showsPictures(camera, now),
            minimumPeople.getAsInt(),
            controller,
            origins.here(ctx, "/cameras/%s/notice".formatted(camera)),
            LocalDate.ofInstant(now, ZoneId.systemDefault()));
    NoticeLanguage language =
        NoticeLanguage.of(
            Optional.ofNullable(ctx.queryParam("lang")),
            Optional.ofNullable(ctx.header("Accept-Language")));
    ctx.header("Cache-Control", "no-cache")
        .header("Vary", "Accept-Language")
        .header("Content-Language", language.tag())
        .contentType("text/html; charset=utf-8")
        .result(page.render(notice, language));
  }

  private static NotFoundResponse unknown() {
    return new NotFoundResponse("there is no such notice");
  }
}
