package io.moodstream.dashboard.summaries;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.moodstream.dashboard.cameras.CameraBoard;
import io.moodstream.dashboard.cameras.CameraRoutes;
import io.moodstream.dashboard.http.Caller;
import io.moodstream.dashboard.http.Errors;
import io.moodstream.dashboard.http.Json;
import io.moodstream.dashboard.http.Parameters;
import io.moodstream.dashboard.http.Routes;
import io.moodstream.dashboard.users.Right;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryQuery;
import io.moodstream.pipeline.summaries.SummaryQuery.SummariesUnavailable;
import java.net.URLEncoder;
import java.time.Duration;
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
public final class SummaryRoutes implements Routes {
  private static final String CSV = "text/csv";

  /** What every caller may see; the live page shows an hour. */
  private static final Duration RECENT = Duration.ofHours(2);

  private final SummaryQuery summaries;
  private final CameraBoard cameras;
  private final Map<CameraId, CameraGroup> groups;
  private final IntSupplier minimumPeople;
  private final InstantSource clock;

  public SummaryRoutes(
      SummaryQuery summaries,
      CameraBoard cameras,
      List<CameraGroup> groups,
      IntSupplier minimumPeople,
      InstantSource clock) {
    this.summaries = summaries;
    this.cameras = cameras;
    this.groups =
        groups.stream()
            .collect(
                Collectors.toMap(CameraGroup::id, Function.identity(), (a, b) -> b, TreeMap::new));
    this.minimumPeople = minimumPeople;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.exception(SummariesUnavailable.class, Errors::busy);
    routes.get("/api/v1/summaries", this::list, Right.VIEW);
    routes.get("/api/v1/groups", this::listGroups, Right.VIEW);
  }

  private void list(Context ctx) {
    Caller caller = Caller.of(ctx);
    var request = scoped(SummaryRequest.parse(ctx.queryParamMap(), clock.instant()), caller);
    if (request.from().isBefore(clock.instant().minus(RECENT))) {
      caller.require(Right.HISTORY, "see what is older than 2 h: it takes the role analyst");
    }
    List<CameraGroup> asked = request.groups().stream().map(id -> group(id, caller)).toList();
    Set<CameraId> named = new TreeSet<>(request.cameras());
    asked.forEach(group -> named.addAll(group.cameras()));
    boolean limited = caller.cameras().isPresent();
    int count = named.isEmpty() && !limited ? cameras.size() : named.size();
    SummaryRequest page = request.page(count);
    var found = new Found(named, limited);
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
    request.cameras().forEach(camera -> requireKnown(camera, found, caller));
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

  /** Of a caller who may see some cameras only, all are these. */
  private SummaryRequest scoped(SummaryRequest request, Caller caller) {
    if (caller.cameras().isEmpty() || !request.cameras().isEmpty() || !request.groups().isEmpty()) {
      return request;
    }
    Set<CameraId> own = new TreeSet<>(caller.cameras().get());
    own.removeIf(camera -> !cameras.knows(camera));
    return new SummaryRequest(
        own,
        Set.of(),
        request.step(),
        request.grouping(),
        request.zone(),
        request.from(),
        request.to());
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
    if (found.named().isEmpty() && found.limited()) {
      return List.of();
    }
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
   * @param limited whether the caller may see some cameras only: then empty is none
   * @param cameras those that have windows
   */
  private record Found(Set<CameraId> named, boolean limited, Set<CameraId> cameras) {
    Found(Set<CameraId> named, boolean limited) {
      this(named, limited, new TreeSet<>());
    }
  }

  /** The same call for the windows that are left. */
  private static String link(Context ctx, SummaryRequest rest) {
    Map<String, List<String>> parameters = new TreeMap<>(ctx.queryParamMap());
    parameters.remove(Parameters.TOKEN);
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
    Caller caller = Caller.of(ctx);
    Json.answer(
        ctx,
        groups.values().stream()
            .filter(group -> caller.seesAll(group.cameras()))
            .map(GroupView::of)
            .toList());
  }

  private CameraGroup group(CameraId id, Caller caller) {
    return Optional.ofNullable(groups.get(id))
        .filter(group -> caller.seesAll(group.cameras()))
        .orElseThrow(
            () ->
                new NotFoundResponse(
                    "no group '%s': GET /api/v1/groups lists those that are known".formatted(id)));
  }

  /** As the API reports it. */
  record GroupView(String id, List<String> cameras) {
    static GroupView of(CameraGroup group) {
      return new GroupView(
          group.id().value(), group.cameras().stream().map(CameraId::value).sorted().toList());
    }
  }

  /** A camera without a report of its producer is known by its windows. */
  private void requireKnown(CameraId camera, Found found, Caller caller) {
    boolean known = cameras.knows(camera) || found.cameras().contains(camera);
    if (!known || !caller.sees(camera)) {
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
