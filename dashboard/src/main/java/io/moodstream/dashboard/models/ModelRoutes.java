package io.moodstream.dashboard.models;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.moodstream.dashboard.http.BadParameter;
import io.moodstream.dashboard.http.Body;
import io.moodstream.dashboard.http.Caller;
import io.moodstream.dashboard.http.CallerWatch;
import io.moodstream.dashboard.http.Errors;
import io.moodstream.dashboard.http.Json;
import io.moodstream.dashboard.http.JsonBody;
import io.moodstream.dashboard.http.Parameters;
import io.moodstream.dashboard.http.Routes;
import io.moodstream.dashboard.users.Right;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.CameraShare;
import io.moodstream.pipeline.models.CanaryFigures;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelAssignment;
import io.moodstream.pipeline.models.ModelManifest;
import io.moodstream.pipeline.models.ModelRegistry;
import io.moodstream.pipeline.models.ModelRegistry.ModelConflict;
import io.moodstream.pipeline.models.ModelRegistry.ModelRefused;
import io.moodstream.pipeline.models.ModelRegistry.UnknownModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which models there are, who runs them, and how another one comes to serve. A call holds its
 * thread as long as the registry takes: a promotion for a minute at most.
 */
public final class ModelRoutes implements Routes {
  private static final String MODELS = "/api/v1/models";
  private static final int BUNDLE_LIMIT = 64 << 20;

  private final ModelRegistry models;
  private final Supplier<ShadowView> shadow;
  private final Supplier<Set<CameraId>> cameras;
  private final IntSupplier minimumPeople;

  /**
   * @param cameras all that are known
   * @param minimumPeople the minimum group size that applies
   */
  public ModelRoutes(
      ModelRegistry models,
      Supplier<ShadowView> shadow,
      Supplier<Set<CameraId>> cameras,
      IntSupplier minimumPeople) {
    this.models = models;
    this.shadow = shadow;
    this.cameras = cameras;
    this.minimumPeople = minimumPeople;
  }

  @Override
  public Map<String, Integer> bodyLimits() {
    return Map.of("POST " + MODELS, BUNDLE_LIMIT);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .exception(ModelRefused.class, Errors.as(HttpStatus.UNPROCESSABLE_CONTENT))
        .exception(UnknownModel.class, Errors.as(HttpStatus.NOT_FOUND))
        .exception(ModelConflict.class, Errors.as(HttpStatus.CONFLICT));
    routes.get(MODELS, this::list, Right.VIEW);
    routes.post(MODELS, this::publish, Right.MODELS);
    // Before the versions, of which it is none.
    routes.get(MODELS + "/shadow", this::compare, Right.VIEW);
    routes.get(MODELS + "/canary", this::showCanary, Right.VIEW);
    routes.get(MODELS + "/{version}", this::show, Right.VIEW);
    routes.delete(MODELS + "/{version}", this::delete, Right.MODELS);
    routes.put(MODELS + "/aliases/{alias}", this::assign, Right.MODELS);
    routes.post(MODELS + "/rollback", this::rollBack, Right.MODELS);
    routes.get("/api/v1/classifiers", this::classifiers, Right.VIEW);
    routes.get("/api/v1/audit", this::audit, Right.VIEW);
  }

  private void list(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    Map<ModelAlias, ModelAssignment> aliases = models.aliases();
    answer(
        ctx,
        published()
            .sorted(Comparator.comparingInt(ModelManifest::version))
            .map(model -> ModelView.withoutCard(model, aliases))
            .toList());
  }

  private void show(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    int version = version(ctx);
    ModelManifest model =
        published()
            .filter(published -> published.version() == version)
            .findFirst()
            .orElseThrow(() -> new UnknownModel(version));
    answer(ctx, ModelView.withCard(model, models.aliases()));
  }

  private void compare(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    ShadowView compared = shadow.get();
    // Over the faces of all cameras.
    answer(ctx, Caller.of(ctx).cameras().isEmpty() ? compared : compared.withheld());
  }

  private void showCanary(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    Caller caller = Caller.of(ctx);
    List<CameraId> seen = cameras.get().stream().filter(caller::sees).sorted().toList();
    Map<ModelAlias, ModelAssignment> aliases = models.aliases();
    CanaryView view =
        Optional.ofNullable(aliases.get(ModelAlias.CANARY))
            .filter(canary -> canary.version() > 0 && canary.percent() > 0)
            .map(canary -> canaryView(canary, aliases, seen))
            .orElseGet(() -> CanaryView.none(seen.size()));
    // Its figures are over the faces of all cameras.
    boolean all = caller.cameras().isEmpty() && minimumPeople.getAsInt() == 0;
    answer(ctx, all ? view : view.withheld());
  }

  private CanaryView canaryView(
      ModelAssignment canary, Map<ModelAlias, ModelAssignment> aliases, List<CameraId> seen) {
    var share = new CameraShare(canary.percent());
    CanaryFigures figures =
        models.classifiers().stream()
            .flatMap(classifier -> classifier.canary().stream())
            .filter(each -> each.version() == canary.version())
            .reduce(CanaryFigures.none(canary.version()), CanaryFigures::plus);
    int champion =
        Optional.ofNullable(aliases.get(ModelAlias.CHAMPION))
            .map(ModelAssignment::version)
            .orElse(0);
    return CanaryView.of(
        canary,
        champion,
        figures,
        seen.stream().filter(share::contains).map(CameraId::value).toList(),
        seen.size());
  }

  private void publish(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    byte[] zip = Body.read(ctx);
    if (zip.length == 0) {
      throw new BadRequestResponse("the body is empty: send the zip of a model bundle");
    }
    String by = Caller.of(ctx).audited(ctx);
    // Its check takes seconds and gigabytes: it ends when no caller waits for the result.
    ModelRegistry.Publication published = CallerWatch.during(ctx, () -> models.publish(zip, by));
    ctx.status(published.known() ? HttpStatus.OK : HttpStatus.CREATED)
        .header("Location", "%s/%d".formatted(MODELS, published.version()));
    answer(ctx, ModelView.Published.of(published));
  }

  private void assign(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    ModelAlias alias = alias(ctx.pathParam("alias"));
    JsonBody body = JsonBody.read(ctx, Set.of("version", "reason", "percent"));
    int version = body.integer("version");
    String reason = body.text("reason");
    String by = Caller.of(ctx).audited(ctx);
    switch (alias) {
      case CHAMPION -> models.promote(version, by, reason);
      case CHALLENGER -> models.challenge(version, by, reason);
      case CANARY -> canary(version, body, by, reason);
      case CANDIDATE -> throw unknownAlias(alias.label());
    }
    // In the current state; a challenge that has ended leaves no assignment.
    ModelAssignment assignment =
        Optional.ofNullable(models.aliases().get(alias))
            .orElseGet(() -> new ModelAssignment(0, List.of(), Instant.now(), by, reason));
    answer(ctx, AliasView.of(alias, assignment));
  }

  private void canary(int version, JsonBody body, String by, String reason) {
    if (version == 0) {
      models.endCanary(by, reason);
    } else {
      models.startCanary(version, cameras(body.integer("percent")), by, reason);
    }
  }

  private static CameraShare cameras(int percent) {
    try {
      return new CameraShare(percent);
    } catch (IllegalArgumentException e) {
      throw new BadParameter("percent", "percent: 1 to 99, not " + percent);
    }
  }

  private void rollBack(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    String reason = JsonBody.read(ctx, Set.of("reason")).text("reason");
    answer(ctx, new ModelView.Champion(models.rollBack(Caller.of(ctx).audited(ctx), reason)));
  }

  private void delete(Context ctx) {
    String reason =
        Parameters.of(ctx.queryParamMap(), Set.of("reason"))
            .single("reason")
            .filter(text -> !text.isBlank())
            .orElseThrow(() -> new BadParameter("reason", "reason: give one, as ?reason=..."));
    models.delete(version(ctx), Caller.of(ctx).audited(ctx), reason.strip());
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private void classifiers(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    answer(ctx, models.classifiers().stream().map(ClassifierView::of).toList());
  }

  private void audit(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    // What users do besides the models is for those who look after privacy.
    boolean all = Caller.of(ctx).may(Right.PRIVACY);
    List<AuditEntry> latestFirst =
        models.audit().stream()
            .filter(entry -> all || entry.action().isAboutModels())
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.reverse(latestFirst);
    answer(ctx, latestFirst.stream().map(AuditView::of).toList());
  }

  private Stream<ModelManifest> published() {
    return models.models().stream().filter(model -> !model.deleted());
  }

  private static int version(Context ctx) {
    String text = ctx.pathParam("version");
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new BadRequestResponse("model version '%s' is not an integer".formatted(text));
    }
  }

  private static ModelAlias alias(String label) {
    return Stream.of(ModelAlias.values())
        .filter(alias -> alias.label().equals(label))
        .filter(alias -> alias != ModelAlias.CANDIDATE)
        .findFirst()
        .orElseThrow(() -> unknownAlias(label));
  }

  private static NotFoundResponse unknownAlias(String label) {
    return new NotFoundResponse(
        "no alias '%s': there are champion, challenger and canary".formatted(label));
  }

  private static void answer(Context ctx, Object value) {
    ctx.header("Cache-Control", "no-store");
    Json.answer(ctx, value);
  }
}
