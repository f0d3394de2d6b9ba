package io.moodstream.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.moodstream.pipeline.frames.CameraId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What is: {@code /api/v1/live}, server-sent events. */
final class LiveRoute {
  private final LiveClients clients;
  private final CameraBoard cameras;

  LiveRoute(LiveClients clients, CameraBoard cameras) {
    this.clients = clients;
    this.cameras = cameras;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/v1/live", this::follow);
  }

  private void follow(Context ctx) {
    Set<CameraId> wanted = Parameters.of(ctx.queryParamMap(), Set.of("camera")).cameras("camera");
    for (CameraId camera : wanted) {
      if (!cameras.knows(camera)) {
        throw new NotFoundResponse(CameraRoutes.unknown(camera.value()));
      }
    }
    ctx.contentType("text/event-stream")
        .header("Cache-Control", "no-store")
        .header("X-Accel-Buffering", "no");
    // The future is asked for once the request is asynchronous: only then may another thread write.
    ctx.future(() -> begin(ctx, wanted));
  }

  private CompletableFuture<Void> begin(Context ctx, Set<CameraId> wanted) {
    try {
      OutputStream out = ctx.res().getOutputStream();
      return clients
          .add(event -> wanted.isEmpty() || event.camera().map(wanted::contains).orElse(true), out)
          .orElseThrow(TooManyClients::new);
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
