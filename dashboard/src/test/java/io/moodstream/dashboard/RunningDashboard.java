package io.moodstream.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.moodstream.dashboard.cameras.BrowserCameras;
import io.moodstream.dashboard.erasures.Erasures;
import io.moodstream.dashboard.http.WebServer;
import io.moodstream.dashboard.live.LiveView;
import io.moodstream.dashboard.live.ProbabilitySmoother;
import io.moodstream.pipeline.cameras.StoredCamera;
import io.moodstream.pipeline.drift.ReferenceRequest;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.FrameOutlet;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.summaries.SummaryQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The real server on a port of its own; records come from the test instead of Kafka. */
public final class RunningDashboard implements AutoCloseable {
  public static final Instant NOW = Instant.parse("2026-11-30T12:00:07Z");

  private static final ObjectMapper JSON = new ObjectMapper();

  final HandClock clock = new HandClock(NOW);
  final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final AtomicReference<Health> health =
      new AtomicReference<>(Health.of("aggregator", Health.Status.UP, "RUNNING"));
  final InMemoryModels models = new InMemoryModels();
  final MockProducer<CameraId, byte[]> sent =
      new MockProducer<>(true, null, Topics.FRAMES.key().serializer(), new ByteArraySerializer());
  final InMemoryTrainings trainings = new InMemoryTrainings();
  final List<AuditEntry> audit = new CopyOnWriteArrayList<>();
  final InMemoryAlerts alerts = new InMemoryAlerts();

  /** What the routes have written, instead of Kafka. */
  final Map<CameraId, StoredCamera> configs = new ConcurrentSkipListMap<>();

  /** Likewise. */
  final List<ReferenceRequest> references = new CopyOnWriteArrayList<>();

  final InMemoryTrials trials = new InMemoryTrials();

  /** Answers every erasure; replaced by tests. */
  final AtomicReference<Erasures.Work> erasing =
      new AtomicReference<>(
          (request, by, progress) -> {
            throw new IllegalStateException("no Kafka");
          });

  final LiveView view;
  final int port;

  private final WebServer server;
  private final BrowserCameras browsers;
  private final Erasures erasures;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private RunningDashboard(DashboardSettings settings, SummaryQuery summaries) {
    erasures =
        new Erasures((request, by, progress) -> erasing.get().run(request, by, progress), clock);
    view =
        new LiveView(
            settings.liveClients(),
            settings.minimumPeople(),
            new ProbabilitySmoother(settings.smoothing()),
            metrics,
            clock);
    browsers = new BrowserCameras(view.cameras(), () -> new FrameOutlet(sent, metrics), clock);
    server =
        new WebServer(
            settings.web(),
            Dashboard.routes(
                view,
                metrics,
                settings,
                summaries,
                () -> Health.merged(List.of(health.get(), view.health())),
                clock,
                models,
                trainings,
                browsers,
                audit::add,
                alerts,
                erasures,
                trials,
                (id, camera) ->
                    camera.ifPresentOrElse(
                        stored -> configs.put(id, stored), () -> configs.remove(id)),
                references::add));
    server.start();
    port = server.port();
  }

  static RunningDashboard open() {
    return answering((cameras, step, from, to) -> List.of());
  }

  static RunningDashboard answering(SummaryQuery summaries) {
    return with(settings(Optional.empty()), summaries);
  }

  static RunningDashboard with(DashboardSettings settings, SummaryQuery summaries) {
    return new RunningDashboard(settings, summaries);
  }

  static DashboardSettings settings(Optional<String> token) {
    return DashboardSettings.on("127.0.0.1", 0, token).withSmoothing(Duration.ZERO);
  }

  Set<String> calls() {
    return server.calls();
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(10));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, BodyHandlers.ofString());
  }

  <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
    try {
      return client.send(request.build(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    return json(response.body());
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    view.close();
    browsers.close();
    server.close();
    erasures.close();
  }
}
