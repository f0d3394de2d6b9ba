package io.moodstream.dashboard;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.moodstream.dashboard.alerts.AlertTopics;
import io.moodstream.dashboard.cameras.BrowserCameras;
import io.moodstream.dashboard.erasures.Erasures;
import io.moodstream.dashboard.http.WebServer;
import io.moodstream.dashboard.live.LiveView;
import io.moodstream.dashboard.live.ProbabilitySmoother;
import io.moodstream.pipeline.cameras.CameraTrials;
import io.moodstream.pipeline.models.ModelRegistry;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.summaries.SummaryQuery;
import io.moodstream.pipeline.trainings.TrainingQueue;
import java.lang.reflect.Proxy;
import java.time.InstantSource;

/**
 * The production routes without Kafka, models and trainings; in this package, because only it may
 * put them together.
 */
public final class DashboardServer implements AutoCloseable {
  private final LiveView view;
  private final WebServer server;

  public DashboardServer(
      DashboardSettings settings,
      SummaryQuery summaries,
      PrometheusMeterRegistry metrics,
      InstantSource clock) {
    view =
        new LiveView(
            settings.liveClients(),
            settings.minimumPeople(),
            new ProbabilitySmoother(settings.smoothing()),
            metrics,
            clock);
    var browsers =
        new BrowserCameras(
            view.cameras(),
            () -> {
              throw new IllegalStateException("no Kafka");
            },
            clock);
    var erasures =
        new Erasures(
            (request, by, progress) -> {
              throw new IllegalStateException("no Kafka");
            },
            clock);
    server =
        new WebServer(
            settings.web(),
            Dashboard.routes(
                view,
                metrics,
                settings,
                summaries,
                () -> Health.of("aggregator", Health.Status.UP, "RUNNING"),
                clock,
                absent(ModelRegistry.class),
                absent(TrainingQueue.class),
                browsers,
                entry -> {},
                absent(AlertTopics.class),
                erasures,
                CameraTrials.NONE,
                (id, camera) -> {},
                request -> {}));
    server.start();
  }

  private static <T> T absent(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            }));
  }

  public LiveView view() {
    return view;
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    view.close();
    server.close();
  }
}
