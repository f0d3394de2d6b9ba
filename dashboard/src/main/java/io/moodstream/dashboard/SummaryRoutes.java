package io.moodstream.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.moodstream.pipeline.CameraId;
import io.moodstream.pipeline.Summary;
import io.moodstream.pipeline.SummaryQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.QuotedQualityCSV;

/** What was: {@code /api/v1/summaries} as JSON or csv. */
final class SummaryRoutes {
  private static final String CSV = "text/csv";

  private final SummaryQuery summaries;
  private final CameraBoard cameras;
  private final Duration grace;
  private final InstantSource clock;

  SummaryRoutes(SummaryQuery summaries, CameraBoard cameras, Duration grace, InstantSource clock) {
    this.summaries = summaries;
    this.cameras = cameras;
    this.grace = grace;
    this.clock = clock;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/v1/summaries", this::list);
  }

  private void list(Context ctx) {
    Instant now = clock.instant();
    var request = SummaryRequest.parse(ctx.queryParamMap(), now);
    request.requireBounded(cameras.size());
    List<Summary> found =
        summaries.summaries(request.cameras(), request.step(), request.from(), request.to());
    request.cameras().forEach(camera -> requireKnown(camera, found));
    List<SummaryView> series =
        found.stream().map(summary -> SummaryView.of(summary, grace, now)).toList();
    ctx.header("Vary", "Accept").header("Cache-Control", "no-store");
    if (prefersCsv(ctx)) {
      ctx.contentType("text/csv; charset=utf-8; header=present").result(SummaryCsv.of(series));
    } else {
      Json.answer(ctx, new SummaryView.Series(request.step().label(), series));
    }
  }

  /** A camera whose producer told nobody of it is known by its summaries all the same. */
  private void requireKnown(CameraId camera, List<Summary> found) {
    if (!cameras.knows(camera)
        && found.stream().noneMatch(summary -> summary.camera().equals(camera))) {
      throw new NotFoundResponse(CameraRoutes.unknown(camera.value()));
    }
  }

  private static boolean prefersCsv(Context ctx) {
    var accepted = new QuotedQualityCSV();
    ctx.req().getHeaders("Accept").asIterator().forEachRemaining(accepted::addValue);
    Set<String> ours = Set.of(CSV, "application/json", "application/*", "*/*");
    return accepted.getValues().stream()
        .filter(ours::contains)
        .findFirst()
        .filter(CSV::equals)
        .isPresent();
  }
}
