package io.moodstream.aggregator;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.SummaryRequest;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.CannotStart;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.Stage;
import io.moodstream.pipeline.stage.StreamsStage;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryQuery;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Makes summaries, and answers questions about those that it holds. */
public final class AggregatorStage implements Stage, SummaryQuery {
  private static final Comparator<Summary> BY_CAMERA_AND_START =
      Comparator.comparing(Summary::camera).thenComparing(Summary::from);

  private final KafkaConnection kafka;
  private final StreamsStage stage;
  private final SummaryRouter router;
  private final int minimumPeople;
  private final Optional<QueryEndpoint> endpoint;
  private Optional<SummaryServer> server = Optional.empty();

  /** Of the expressions topic, and so of every store; 0 before the start. */
  private volatile int partitions;

  AggregatorStage(KafkaConnection kafka, AggregatorSettings settings, StreamsStage stage) {
    this.kafka = kafka;
    this.stage = stage;
    this.router = new SummaryRouter(stage.streams(), settings.queries());
    this.endpoint = settings.queries();
    this.minimumPeople = settings.minimumPeople();
  }

  @Override
  public String name() {
    return stage.name();
  }

  @Override
  public void start() {
    partitions = partitionsOfExpressions();
    server = endpoint.map(address -> SummaryServer.start(address, this::answer));
    stage.start();
  }

  @Override
  public Health health() {
    return stage.health();
  }

  @Override
  public void close() {
    server.ifPresent(SummaryServer::close);
    stage.close();
  }

  @Override
  public List<Summary> summaries(Set<CameraId> cameras, Step step, Instant from, Instant to) {
    return answer(SummaryRequest.of(cameras, step, from, to));
  }

  private List<Summary> answer(SummaryRequest request) {
    if (partitions == 0) {
      throw new SummariesUnavailable("summaries are not available yet: not started");
    }
    return router
        .answer(request, partitions)
        .map(summary -> summary.atLeast(minimumPeople))
        .sorted(BY_CAMERA_AND_START)
        .toList();
  }

  private int partitionsOfExpressions() {
    String topic = Topics.EXPRESSIONS.name();
    try (Admin admin = kafka.admin()) {
      var described = admin.describeTopics(Set.of(topic)).topicNameValues().get(topic);
      return Objects.requireNonNull(described).get().partitions().size();
    } catch (ExecutionException e) {
      throw new CannotStart(
          "the aggregator cannot read topic %s: %s"
              .formatted(topic, Objects.requireNonNullElse(e.getCause(), e).getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the aggregator was stopped while it started", e);
    }
  }
}
