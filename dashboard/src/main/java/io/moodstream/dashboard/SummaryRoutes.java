package io.moodstream.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.QuotedQualityCSV;

/** What was: {@code /api/v1/summaries} as JSON or csv. */
final class SummaryRoutes {
  private static final String CSV = "text/csv";

  private final SummaryQuery summaries;
  private final CameraBoard cameras;
  private final Map<CameraId, CameraGroup> groups;
  private final Duration grace;
  private final InstantSource clock;

  SummaryRoutes(
      SummaryQuery summaries,
      CameraBoard cameras,
      DashboardSettings settings,
      InstantSource clock) {
    this.summaries = summaries;
    this.cameras = cameras;
    this.groups =
        settings.groups().stream()
            .collect(
                Collectors.toMap(CameraGroup::id, Function.identity(), (a, b) -> b, TreeMap::new));
    this.grace = settings.grace();
    this.clock = clock;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/v1/summaries", this::list);
    routes.get("/api/v1/groups", this::listGroups);
  }

  private void list(Context ctx) {
    Instant now = clock.instant();
    var request = SummaryRequest.parse(ctx.queryParamMap(), now);
    List<CameraGroup> asked = request.groups().stream().map(this::group).toList();
    Set<CameraId> named = new TreeSet<>(request.cameras());
    asked.forEach(group -> named.addAll(group.cameras()));
    request.requireBounded(named.isEmpty() ? cameras.size() : named.size());
    List<Summary> stored = summaries.summaries(named, request.step(), request.from(), request.to());
    request.cameras().forEach(camera -> requireKnown(camera, stored));
    List<Summary> found = new ArrayList<>();
    asked.forEach(group -> found.addAll(group.merged(stored)));
    stored.stream()
        .filter(summary -> asked.isEmpty() || request.cameras().contains(summary.camera()))
        .forEach(found::add);
    List<SummaryView> series =
        found.stream().map(summary -> SummaryView.of(summary, grace, now)).toList();
    ctx.header("Vary", "Accept").header("Cache-Control", "no-store");
    if (prefersCsv(ctx)) {
      ctx.contentType("text/csv; charset=utf-8; header=present").result(SummaryCsv.of(series));
    } else {
      Json.answer(ctx, new SummaryView.Series(request.step().label(), series));
    }
  }

  private void listGroups(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    Json.answer(ctx, groups.values().stream().map(GroupView::of).toList());
  }

  private CameraGroup group(CameraId id) {
    return Optional.ofNullable(groups.get(id))
        .orElseThrow(
            () ->
                new NotFoundResponse(
                    "there is no group '%s': known are %s".formatted(id, groups.keySet())));
  }

  /** As the API tells it. */
  record GroupView(String id, List<String> cameras) {
    static GroupView of(CameraGroup group) {
      return new GroupView(
          group.id().value(), group.cameras().stream().map(CameraId::value).sorted().toList());
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
        .map(type -> type.split(";", 2)[0].strip())
        .filter(ours::contains)
        .findFirst()
        .filter(CSV::equals)
        .isPresent();
  }
}
