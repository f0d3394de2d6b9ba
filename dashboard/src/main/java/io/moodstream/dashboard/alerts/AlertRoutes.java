package io.moodstream.dashboard.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.moodstream.dashboard.access.AuditTrail;
import io.moodstream.dashboard.http.BadParameter;
import io.moodstream.dashboard.http.Body;
import io.moodstream.dashboard.http.Caller;
import io.moodstream.dashboard.http.Errors;
import io.moodstream.dashboard.http.Json;
import io.moodstream.dashboard.http.Parameters;
import io.moodstream.dashboard.http.Routes;
import io.moodstream.dashboard.users.Right;
import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.alerts.AlertRule;
import io.moodstream.pipeline.alerts.AlertRuleJson;
import io.moodstream.pipeline.alerts.AlertRuleJson.InvalidRule;
import io.moodstream.pipeline.alerts.StoredRule;
import io.moodstream.pipeline.alerts.StoredRule.Origin;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.models.AuditEntry.Action;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Alerts and their rules: {@code /api/v1/alerts}. */
public final class AlertRoutes implements Routes {
  static final String RULES = "/api/v1/alerts/rules";

  private static final Duration DEFAULT_RANGE = Duration.ofHours(24);
  private static final Duration RECENT = Duration.ofHours(2);
  private static final int LONGEST_LIST = 1000;

  /** The camera of a test of a rule that names none. */
  private static final CameraId ANY_CAMERA = new CameraId("test");

  private final AlertBoard board;
  private final AlertTopics topics;
  private final Map<CameraId, Set<CameraId>> groups;
  private final AuditTrail audit;
  private final InstantSource clock;

  /**
   * @param groups the cameras of each group, which rules may name
   */
  public AlertRoutes(
      AlertBoard board,
      AlertTopics topics,
      Map<CameraId, Set<CameraId>> groups,
      AuditTrail audit,
      InstantSource clock) {
    this.board = board;
    this.topics = topics;
    this.groups = Map.copyOf(groups);
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.exception(
        InvalidRule.class,
        (e, ctx) -> Errors.problem(ctx, 422, e.getMessage()).because(e.field()).answer(ctx));
    routes.get("/api/v1/alerts", this::history, Right.VIEW);
    routes.get(RULES, this::list, Right.VIEW);
    routes.post(RULES, this::create, Right.OPERATE);
    routes.put(RULES + "/{id}", this::change, Right.OPERATE);
    routes.delete(RULES + "/{id}", this::delete, Right.OPERATE);
    routes.post(RULES + "/{id}/test", this::test, Right.OPERATE);
  }

  private void history(Context ctx) {
    Parameters parameters =
        Parameters.of(ctx.queryParamMap(), Set.of("from", "to", "camera", "rule"));
    Instant now = clock.instant();
    Instant to = parameters.time("to").orElse(now);
    Caller caller = Caller.of(ctx);
    Duration range = caller.may(Right.HISTORY) ? DEFAULT_RANGE : RECENT;
    Instant from = parameters.time("from").orElseGet(() -> to.minus(range));
    if (from.isAfter(to)) {
      throw new BadParameter("from", "from is after to");
    }
    if (from.isBefore(now.minus(RECENT))) {
      caller.require(Right.HISTORY, "see what is older than 2 h: it takes the role analyst");
    }
    Set<CameraId> cameras = parameters.cameras("camera");
    Optional<String> rule = parameters.single("rule");
    answer(
        ctx,
        board.alerts(from, to).stream()
            .filter(alert -> caller.sees(alert.start().camera()) || isTestOf(alert, caller))
            .filter(alert -> cameras.isEmpty() || cameras.contains(alert.start().camera()))
            .filter(alert -> rule.map(alert.start().rule()::equals).orElse(true))
            .limit(LONGEST_LIST)
            .map(AlertView::of)
            .toList());
  }

  private static boolean isTestOf(AlertHistory alert, Caller caller) {
    return alert.start().camera().equals(ANY_CAMERA) && caller.cameras().isEmpty();
  }

  private void list(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    Caller caller = Caller.of(ctx);
    answer(
        ctx,
        board.rules().stream()
            .filter(stored -> concerns(stored.rule(), caller))
            .map(RuleView::of)
            .toList());
  }

  private void create(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    AlertRule rule = AlertRuleJson.read(object(ctx));
    if (board.rule(rule.id()).isPresent()) {
      throw new ConflictResponse(
          "there is a rule '%s' already: change it with PUT".formatted(rule.id()));
    }
    StoredRule stored = store(ctx, rule, "created");
    ctx.status(HttpStatus.CREATED).header("Location", "%s/%s".formatted(RULES, rule.id()));
    answer(ctx, RuleView.of(stored));
  }

  private void change(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    StoredRule before = changeable(ctx);
    ObjectNode given = object(ctx);
    String id = before.rule().id();
    if (!given.path("id").asText(id).equals(id)) {
      throw new BadRequestResponse("id: that of the address, or leave it out");
    }
    answer(ctx, RuleView.of(store(ctx, AlertRuleJson.read(given.put("id", id)), "changed")));
  }

  private void delete(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    String id = changeable(ctx).rule().id();
    topics.put(id, Optional.empty());
    board.onRule(id, Optional.empty());
    note(ctx, id, "deleted");
    ctx.status(HttpStatus.NO_CONTENT);
  }

  /** Through the topic and the channels, as every other alert. */
  private void test(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    AlertRule rule = known(ctx).rule();
    Instant now = clock.instant();
    CameraId camera = rule.cameras().stream().sorted().findFirst().orElse(ANY_CAMERA);
    topics.send(
        new Alert(
            "test-%s-%d".formatted(rule.id(), now.toEpochMilli()),
            Alert.Kind.TEST,
            rule.id(),
            rule.name(),
            camera,
            rule.text(),
            Optional.empty(),
            now,
            now));
    note(ctx, rule.id(), "tested");
    ctx.status(HttpStatus.ACCEPTED);
  }

  private StoredRule store(Context ctx, AlertRule rule, String what) {
    Caller caller = Caller.of(ctx);
    requireSeen(rule, caller);
    var stored = new StoredRule(rule, Origin.API, clock.instant(), caller.audited(ctx));
    topics.put(rule.id(), Optional.of(stored));
    board.onRule(rule.id(), Optional.of(stored));
    note(ctx, rule.id(), "%s: %s".formatted(what, rule.text()));
    return stored;
  }

  private void note(Context ctx, String rule, String what) {
    audit.add(
        clock.instant(),
        Caller.of(ctx).audited(ctx),
        Action.ALERT_RULE_CHANGED,
        "alert rule %s %s".formatted(rule, what));
  }

  private StoredRule changeable(Context ctx) {
    StoredRule stored = known(ctx);
    if (stored.origin() == Origin.FILE) {
      throw new ConflictResponse(
          "rule '%s' is of %s: change it there".formatted(stored.rule().id(), stored.changedBy()));
    }
    requireSeen(stored.rule(), Caller.of(ctx));
    return stored;
  }

  private StoredRule known(Context ctx) {
    String id = ctx.pathParam("id");
    return board
        .rule(id)
        .filter(stored -> concerns(stored.rule(), Caller.of(ctx)))
        .orElseThrow(() -> new NotFoundResponse("no alert rule '%s'".formatted(id)));
  }

  /** Whether it may raise an alert for a camera that the caller sees. */
  private boolean concerns(AlertRule rule, Caller caller) {
    return rule.cameras().isEmpty() || cameras(rule).anyMatch(caller::sees);
  }

  private void requireSeen(AlertRule rule, Caller caller) {
    boolean all = caller.cameras().isEmpty();
    if (!all && (rule.cameras().isEmpty() || !cameras(rule).allMatch(caller::sees))) {
      throw new ForbiddenResponse(
          "%s sees some cameras only: a rule names cameras among them".formatted(caller.name()));
    }
  }

  private Stream<CameraId> cameras(AlertRule rule) {
    return rule.cameras().stream().flatMap(id -> groups.getOrDefault(id, Set.of(id)).stream());
  }

  private static ObjectNode object(Context ctx) {
    try {
      JsonNode body = Json.tree(Body.read(ctx));
      if (body instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw new BadRequestResponse("the body is not JSON");
    }
    throw new BadRequestResponse("the body is not a JSON object");
  }

  private static void answer(Context ctx, Object value) {
    ctx.header("Cache-Control", "no-store");
    Json.answer(ctx, value);
  }
}
