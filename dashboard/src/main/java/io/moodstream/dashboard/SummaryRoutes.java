package io.moodstream.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryQuery;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.QuotedQualityCSV;

/** What was: {@code /api/v1/summaries} as JSON or csv. */
final class SummaryRoutes {
  private static final String CSV = "text/csv";

  private final SummaryQuery summaries;
  private final CameraBoard cameras;
  private final Map<CameraId, CameraGroup> groups;
  private final IntSupplier minimumPeople;
  private final InstantSource clock;

  SummaryRoutes(
      SummaryQuery summaries,
      CameraBoard cameras,
      DashboardSettings settings,
      IntSupplier minimumPeople,
      InstantSource clock) {
    this.summaries = summaries;
    this.cameras = cameras;
    this.groups =
        settings.groups().stream()
            .collect(
                Collectors.toMap(CameraGroup::id, Function.identity(), (a, b) -> b, TreeMap::new));
    this.minimumPeople = minimumPeople;
    this.clock = clock;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/v1/summaries", this::list);
    routes.get("/api/v1/groups", this::listGroups);
  }

  private void list(Context ctx) {
    var request = SummaryRequest.parse(ctx.queryParamMap(), clock.instant());
    List<CameraGroup> asked = request.groups().stream().map(this::group).toList();
    Set<CameraId> named = new TreeSet<>(request.cameras());
    asked.forEach(group -> named.addAll(group.cameras()));
    int count = named.isEmpty() ? cameras.size() : named.size();
    SummaryRequest page = request.page(count);
    var found = new Found(named);
    List<SummaryView> series =
        switch (request.grouping()) {
          case NONE -> windows(page, asked, found).stream().map(SummaryView::of).toList();
          case DAY -> {
            var days = new SummedWindows(page);
            days.add(windows(page, asked, found));
            yield days.views(clock.instant());
          }
          case HOUR_OF_DAY, WEEKDAY -> overWholeRange(request, count, asked, found);
        };
    request.cameras().forEach(camera -> requireKnown(camera, found));
    if (request.grouping() == Grouping.NONE || request.grouping() == Grouping.DAY) {
      request.after(page).ifPresent(rest -> ctx.header("Link", link(ctx, rest)));
    }
    ctx.header("Vary", "Accept").header("Cache-Control", "no-store");
    if (prefersCsv(ctx)) {
      ctx.contentType("text/csv; charset=utf-8; header=present")
          .result(SummaryCsv.of(series, request.grouping()));
    } else {
      Json.answer(
          ctx, new SummaryView.Series(request.stepLabel(), minimumPeople.getAsInt(), series));
    }
  }

  /** Read in parts, so that a year of many cameras needs little memory. */
  private List<SummaryView> overWholeRange(
      SummaryRequest request, int count, List<CameraGroup> asked, Found found) {
    var sums = new SummedWindows(request);
    Optional<SummaryRequest> rest = Optional.of(request);
    while (rest.isPresent()) {
      SummaryRequest part = rest.get().page(count);
      sums.add(windows(part, asked, found));
      rest = rest.get().after(part);
    }
    return sums.views(clock.instant());
  }

  /** Groups first. */
  private List<Summary> windows(SummaryRequest request, List<CameraGroup> asked, Found found) {
    int people = minimumPeople.getAsInt();
    List<Summary> stored =
        summaries.summaries(found.named(), request.step(), request.from(), request.to()).stream()
            .map(summary -> summary.atLeast(people))
            .toList();
    stored.forEach(summary -> found.cameras().add(summary.camera()));
    List<Summary> windows = new ArrayList<>();
    asked.forEach(group -> windows.addAll(group.merged(stored)));
    stored.stream()
        .filter(summary -> asked.isEmpty() || request.cameras().contains(summary.camera()))
        .forEach(windows::add);
    return windows;
  }

  /**
   * @param named the cameras that are asked for, empty for all
   * @param cameras those that have windows
   */
  private record Found(Set<CameraId> named, Set<CameraId> cameras) {
    Found(Set<CameraId> named) {
      this(named, new TreeSet<>());
    }
  }

  /** The same call for the windows that are left. */
  private static String link(Context ctx, SummaryRequest rest) {
    Map<String, List<String>> parameters = new TreeMap<>(ctx.queryParamMap());
    parameters.remove(Access.TOKEN_PARAMETER);
    parameters.put("from", List.of(rest.from().toString()));
    parameters.put("to", List.of(rest.to().toString()));
    String query =
        parameters.entrySet().stream()
            .flatMap(
                parameter ->
                    parameter.getValue().stream()
                        .map(value -> parameter.getKey() + "=" + URLEncoder.encode(value, UTF_8)))
            .collect(Collectors.joining("&"));
    return "<%s?%s>; rel=\"next\"".formatted(ctx.path(), query);
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

  /** A camera without a report of its producer is known by its windows. */
  private void requireKnown(CameraId camera, Found found) {
    if (!cameras.knows(camera) && !found.cameras().contains(camera)) {
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
