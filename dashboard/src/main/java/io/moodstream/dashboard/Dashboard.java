package io.moodstream.dashboard;

import io.javalin.config.RoutesConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.moodstream.pipeline.kafka.FrameOutlet;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.models.ModelRegistry;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.summaries.SummaryQuery;
import io.moodstream.pipeline.trainings.TrainingQueue;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Shows what the cameras see, live and over time: consumes all topics of the flow, produces HTTP. A
 * page may be a camera itself: then it produces frames.
 */
public final class Dashboard {
  private Dashboard() {}

  /**
   * @param metrics what {@code /metrics} prints
   * @param summaries answers questions about the past
   * @param health of the other stages of this process; with its own it is what {@code /health/*}
   *     tells
   * @param models shown and changed over HTTP; whoever opened them closes them, after this stage:
   *     see {@link DashboardStage#releasing}
   * @param trainings likewise
   */
  public static DashboardStage stage(
      KafkaConnection kafka,
      PrometheusMeterRegistry metrics,
      DashboardSettings settings,
      SummaryQuery summaries,
      Supplier<Health> health,
      ModelRegistry models,
      TrainingQueue trainings) {
    var clock = InstantSource.system();
    var view = new LiveView(settings, metrics, clock);
    var tails = new TopicTails(kafka, metrics, view);
    var browsers = new BrowserCameras(view.cameras(), () -> FrameOutlet.to(kafka, metrics), clock);
    Supplier<Health> whole = () -> Health.merged(List.of(health.get(), tails.health()));
    var server =
        new WebServer(
            settings,
            routes(view, metrics, settings, summaries, whole, clock, models, trainings, browsers));
    return new DashboardStage(settings, view, browsers, server, tails, () -> {});
  }

  static Consumer<RoutesConfig> routes(
      LiveView view,
      PrometheusMeterRegistry metrics,
      DashboardSettings settings,
      SummaryQuery summaries,
      Supplier<Health> health,
      InstantSource clock,
      ModelRegistry models,
      TrainingQueue trainings,
      BrowserCameras browsers) {
    return routes -> {
      new PageFiles().addTo(routes);
      new HealthRoutes(health, metrics).addTo(routes);
      new BrowserCameraRoute(browsers).addTo(routes);
      new CameraRoutes(
              view.cameras(), view.pictures(), browsers::forget, view::minimumPeople, clock)
          .addTo(routes);
      new SummaryRoutes(summaries, view.cameras(), settings, view::minimumPeople, clock)
          .addTo(routes);
      new ModelRoutes(models, view::shadowView).addTo(routes);
      new TrainingRoutes(trainings).addTo(routes);
      new LiveRoute(view.clients(), view.cameras()).addTo(routes);
    };
  }
}
