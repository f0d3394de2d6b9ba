package io.moodstream.dashboard.live;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.moodstream.dashboard.cameras.CameraBoard;
import io.moodstream.dashboard.cameras.CameraRoutes;
import io.moodstream.dashboard.http.Caller;
import io.moodstream.dashboard.http.Errors;
import io.moodstream.dashboard.http.Parameters;
import io.moodstream.dashboard.http.Routes;
import io.moodstream.dashboard.users.Right;
import io.moodstream.pipeline.frames.CameraId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** What is: {@code /api/v1/live}, server-sent events. */
public final class LiveRoute implements Routes {
  private final LiveClients clients;
  private final CameraBoard cameras;

  public LiveRoute(LiveClients clients, CameraBoard cameras) {
    this.clients = clients;
    this.cameras = cameras;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.exception(TooManyClients.class, Errors::busy);
    routes.get("/api/v1/live", this::follow, Right.VIEW);
  }

  private void follow(Context ctx) {
    Set<CameraId> wanted = Parameters.of(ctx.queryParamMap(), Set.of("camera")).cameras("camera");
    Caller caller = Caller.of(ctx);
    for (CameraId camera : wanted) {
      if (!cameras.knows(camera) || !caller.sees(camera)) {
        throw new NotFoundResponse(CameraRoutes.unknown(camera.value()));
      }
    }
    ctx.contentType("text/event-stream")
        .header("Cache-Control", "no-store")
        .header("X-Accel-Buffering", "no");
    // The future is asked for once the request is asynchronous: only then may another thread write.
    Predicate<CameraId> shown =
        camera -> caller.sees(camera) && (wanted.isEmpty() || wanted.contains(camera));
    BooleanSupplier valid = Caller.validity(ctx);
    // What is about all cameras is not for someone who sees some.
    boolean seesAll = caller.cameras().isEmpty();
    Predicate<LiveEvent> filter =
        event -> event.camera().map(shown::test).orElse(seesAll) && valid.getAsBoolean();
    ctx.future(() -> begin(ctx, filter));
  }

  private CompletableFuture<Void> begin(Context ctx, Predicate<LiveEvent> wanted) {
    try {
      OutputStream out = ctx.res().getOutputStream();
      return clients.add(wanted, out).orElseThrow(TooManyClients::new);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Answered with 503. */
  static final class TooManyClients extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyClients() {
      super("too many clients follow the live events: try again later");
    }
  }
}
