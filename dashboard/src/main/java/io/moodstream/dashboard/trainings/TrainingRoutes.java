package io.moodstream.dashboard.trainings;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.moodstream.dashboard.http.Caller;
import io.moodstream.dashboard.http.Errors;
import io.moodstream.dashboard.http.Json;
import io.moodstream.dashboard.http.JsonBody;
import io.moodstream.dashboard.http.Parameters;
import io.moodstream.dashboard.http.Routes;
import io.moodstream.dashboard.users.Right;
import io.moodstream.pipeline.trainings.Training;
import io.moodstream.pipeline.trainings.TrainingQueue;
import io.moodstream.pipeline.trainings.TrainingQueue.TrainingOver;
import io.moodstream.pipeline.trainings.TrainingQueue.TrainingRefused;
import io.moodstream.pipeline.trainings.TrainingQueue.UnknownTraining;
import io.moodstream.pipeline.trainings.TrainingTask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/** Who trains, what is asked of them, and how they get on. */
public final class TrainingRoutes implements Routes {
  static final String TRAININGS = "/api/v1/trainings";

  private static final Set<String> FIELDS =
      Set.of("data", "architecture", "epochs", "init", "votes", "rate");

  private final TrainingQueue trainings;

  public TrainingRoutes(TrainingQueue trainings) {
    this.trainings = trainings;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .exception(
            TrainingRefused.class,
            (e, ctx) -> Errors.problem(ctx, 422, e.getMessage()).because(e.field()).answer(ctx))
        .exception(UnknownTraining.class, Errors.as(HttpStatus.NOT_FOUND))
        .exception(TrainingOver.class, Errors.as(HttpStatus.CONFLICT));
    routes.get("/api/v1/trainers", this::trainers, Right.VIEW);
    routes.get(TRAININGS, this::list, Right.VIEW);
    routes.post(TRAININGS, this::request, Right.MODELS);
    routes.get(TRAININGS + "/{id}", this::one, Right.VIEW);
    routes.delete(TRAININGS + "/{id}", this::cancel, Right.MODELS);
  }

  private void trainers(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    answer(ctx, trainings.trainers().stream().map(TrainerView::of).toList());
  }

  private void list(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    List<Training> newestFirst = new ArrayList<>(trainings.trainings());
    Collections.reverse(newestFirst);
    answer(ctx, newestFirst.stream().map(TrainingView::of).toList());
  }

  private void one(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    String id = ctx.pathParam("id");
    Training asked =
        trainings.trainings().stream()
            .filter(training -> training.request().id().equals(id))
            .findFirst()
            .orElseThrow(() -> new UnknownTraining(id));
    answer(ctx, TrainingView.of(asked));
  }

  private void request(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    JsonBody body = JsonBody.read(ctx, FIELDS);
    TrainingTask task =
        new TrainingTask(
            required("data", body::text),
            required("architecture", body::text),
            optional(body, "epochs", body::integer).orElse(0),
            optional(body, "init", body::integer).orElse(0),
            optional(body, "votes", body::text),
            optional(body, "rate", body::positiveShare)
                .map(OptionalDouble::of)
                .orElseGet(OptionalDouble::empty));
    String id = trainings.request(task, Caller.of(ctx).audited(ctx));
    ctx.status(HttpStatus.CREATED).header("Location", "%s/%s".formatted(TRAININGS, id));
    answer(ctx, new TrainingView.Requested(id));
  }

  private void cancel(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    trainings.cancel(ctx.pathParam("id"), Caller.of(ctx).audited(ctx));
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private static <T> Optional<T> optional(JsonBody body, String field, Function<String, T> value) {
    return body.has(field) ? Optional.of(required(field, value)) : Optional.empty();
  }

  /** A field that cannot be followed is the form's business: 422, and its name. */
  private static <T> T required(String field, Function<String, T> value) {
    try {
      return value.apply(field);
    } catch (BadRequestResponse e) {
      throw new TrainingRefused(field, String.valueOf(e.getMessage()));
    }
  }

  private static void answer(Context ctx, Object value) {
    ctx.header("Cache-Control", "no-store");
    Json.answer(ctx, value);
  }
}
