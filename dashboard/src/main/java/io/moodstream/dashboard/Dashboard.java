package io.moodstream.dashboard;

import io.javalin.config.RoutesConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.moodstream.dashboard.TopicTail.Start;
import io.moodstream.pipeline.FrameHeaders;
import io.moodstream.pipeline.Health;
import io.moodstream.pipeline.Jpeg;
import io.moodstream.pipeline.KafkaConnection;
import io.moodstream.pipeline.SummaryQuery;
import io.moodstream.pipeline.Topics;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Shows what the cameras see, live and over time: consumes all topics of the flow, produces HTTP.
 */
public final class Dashboard {
  private static final Map<String, Object> COMMITTED =
      Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");

  private Dashboard() {}

  /**
   * @param metrics what {@code /metrics} prints
   * @param summaries answers questions about the past
   * @param health of the whole process, for {@code /health/*}
   */
  public static DashboardStage stage(
      KafkaConnection kafka,
      PrometheusMeterRegistry metrics,
      DashboardSettings settings,
      SummaryQuery summaries,
      Supplier<Health> health) {
    var clock = InstantSource.system();
    var view = new LiveView(settings, metrics, clock);
    var server = new WebServer(settings, routes(view, metrics, settings, summaries, health, clock));
    return new DashboardStage(settings, view, server, tails(kafka, metrics, view));
  }

  static Consumer<RoutesConfig> routes(
      LiveView view,
      PrometheusMeterRegistry metrics,
      DashboardSettings settings,
      SummaryQuery summaries,
      Supplier<Health> health,
      InstantSource clock) {
    return routes -> {
      new PageFiles().addTo(routes);
      new HealthRoutes(health, metrics).addTo(routes);
      new CameraRoutes(view.cameras(), view.pictures(), clock).addTo(routes);
      new SummaryRoutes(summaries, view.cameras(), settings.grace(), clock).addTo(routes);
      new LiveRoute(view.clients(), view.cameras()).addTo(routes);
    };
  }

  private static List<TopicTail<?, ?>> tails(
      KafkaConnection kafka, PrometheusMeterRegistry metrics, LiveView view) {
    return List.of(
        new TopicTail<>(
            kafka,
            Topics.CAMERAS,
            Start.BEGINNING,
            Map.of(),
            () -> true,
            metrics,
            (camera, status, record) ->
                status.ifPresentOrElse(view::onStatus, () -> view.onForgotten(camera))),
        // Uncommitted: the live page is for the eye, and a commit would come later.
        new TopicTail<>(
            kafka,
            Topics.EXPRESSIONS,
            Start.END,
            Map.of(),
            () -> true,
            metrics,
            (camera, expressions, record) -> expressions.ifPresent(view::onExpressions)),
        new TopicTail<>(
            kafka,
            Topics.SUMMARIES,
            Start.END,
            COMMITTED,
            () -> true,
            metrics,
            (key, summary, record) -> summary.ifPresent(view::onSummary)),
        new TopicTail<>(
            kafka,
            Topics.FRAMES,
            Start.END,
            Map.of(),
            view::wantsPictures,
            metrics,
            (camera, jpeg, record) ->
                jpeg.ifPresent(
                    bytes ->
                        view.onPicture(
                            camera, FrameHeaders.of(record.headers()).id(), new Jpeg(bytes)))));
  }
}
