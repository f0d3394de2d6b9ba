package io.moodstream.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelAssignment;
import io.moodstream.pipeline.models.ModelManifest;
import io.moodstream.pipeline.models.ModelRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Which models there are, who runs them, and how another one comes to serve. A call holds its
 * thread as long as the registry takes: a promotion for a minute at most.
 */
final class ModelRoutes {
  static final String MODELS = "/api/v1/models";

  private final ModelRegistry models;
  private final Supplier<ShadowView> shadow;

  ModelRoutes(ModelRegistry models, Supplier<ShadowView> shadow) {
    this.models = models;
    this.shadow = shadow;
  }

  void addTo(RoutesConfig routes) {
    routes.get(MODELS, this::list);
    routes.post(MODELS, this::publish);
    // Before the versions, of which it is none.
    routes.get(MODELS + "/shadow", this::compare);
    routes.get(MODELS + "/{version}", this::show);
    routes.delete(MODELS + "/{version}", this::delete);
    routes.put(MODELS + "/aliases/{alias}", this::assign);
    routes.post(MODELS + "/rollback", this::rollBack);
    routes.get("/api/v1/classifiers", this::classifiers);
    routes.get("/api/v1/audit", this::audit);
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
            .orElseThrow(() -> new ModelRegistry.UnknownModel(version));
    answer(ctx, ModelView.withCard(model, models.aliases()));
  }

  private void compare(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    answer(ctx, shadow.get());
  }

  private void publish(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    byte[] zip = Body.read(ctx);
    if (zip.length == 0) {
      throw new BadRequestResponse("the body is empty: send the zip of a model bundle");
    }
    ModelRegistry.Publication published = models.publish(zip, caller(ctx));
    ctx.status(published.known() ? HttpStatus.OK : HttpStatus.CREATED)
        .header("Location", "%s/%d".formatted(MODELS, published.version()));
    answer(ctx, ModelView.Published.of(published));
  }

  private void assign(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    ModelAlias alias = alias(ctx.pathParam("alias"));
    JsonBody body = JsonBody.read(ctx, Set.of("version", "reason"));
    int version = body.integer("version");
    String reason = body.text("reason");
    String by = caller(ctx);
    switch (alias) {
      case CHAMPION -> models.promote(version, by, reason);
      case CHALLENGER -> models.challenge(version, by, reason);
      case CANDIDATE -> throw unknownAlias(alias.label());
    }
    // As things stand now; a challenge that has ended leaves no assignment.
    ModelAssignment assignment =
        Optional.ofNullable(models.aliases().get(alias))
            .orElseGet(() -> new ModelAssignment(0, List.of(), Instant.now(), by, reason));
    answer(ctx, AliasView.of(alias, assignment));
  }

  private void rollBack(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    String reason = JsonBody.read(ctx, Set.of("reason")).text("reason");
    answer(ctx, new ModelView.Champion(models.rollBack(caller(ctx), reason)));
  }

  private void delete(Context ctx) {
    String reason =
        Parameters.of(ctx.queryParamMap(), Set.of("reason"))
            .single("reason")
            .filter(text -> !text.isBlank())
            .orElseThrow(() -> new BadParameter("reason", "reason: say why, as ?reason=..."));
    models.delete(version(ctx), caller(ctx), reason.strip());
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private void classifiers(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    answer(ctx, models.classifiers().stream().map(ClassifierView::of).toList());
  }

  private void audit(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    List<AuditEntry> latestFirst = new ArrayList<>(models.audit());
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
      throw new BadRequestResponse("model version '%s' is no integer".formatted(text));
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
        "no alias '%s': there are champion and challenger".formatted(label));
  }

  /** For the audit. */
  private static String caller(Context ctx) {
    return "dashboard " + ctx.ip();
  }

  private static void answer(Context ctx, Object value) {
    ctx.header("Cache-Control", "no-store");
    Json.answer(ctx, value);
  }
}
