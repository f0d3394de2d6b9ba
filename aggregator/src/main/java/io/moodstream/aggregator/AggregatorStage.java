package io.moodstream.aggregator;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.moodstream.pipeline.CameraId;
import io.moodstream.pipeline.Health;
import io.moodstream.pipeline.KafkaConnection;
import io.moodstream.pipeline.Stage;
import io.moodstream.pipeline.Step;
import io.moodstream.pipeline.StreamsStage;
import io.moodstream.pipeline.Summary;
import io.moodstream.pipeline.SummaryQuery;
import io.moodstream.pipeline.Topics;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** Makes summaries, and answers questions about those that it holds. */
public final class AggregatorStage implements Stage, SummaryQuery {
  private static final Comparator<Summary> BY_CAMERA_AND_START =
      Comparator.comparing(Summary::camera).thenComparing(Summary::from);

  private static final Instant END_OF_TIME = Instant.ofEpochMilli(Long.MAX_VALUE);

  private final KafkaConnection kafka;
  private final StreamsStage stage;
  private final StoredSummaries stored;
  private final PrivacyThreshold threshold;

  /** Of the expressions topic, and so of every store; 0 before the start. */
  private volatile int partitions;

  AggregatorStage(KafkaConnection kafka, AggregatorSettings settings, StreamsStage stage) {
    this.kafka = kafka;
    this.stage = stage;
    this.stored = new StoredSummaries(stage.streams());
    this.threshold = new PrivacyThreshold(settings.minimumPeople());
  }

  @Override
  public String name() {
    return stage.name();
  }

  @Override
  public void start() {
    partitions = partitionsOfExpressions();
    stage.start();
  }

  @Override
  public Health health() {
    return stage.health();
  }

  @Override
  public void close() {
    stage.close();
  }

  @Override
  public List<Summary> summaries(Set<CameraId> cameras, Step step, Instant from, Instant to) {
    if (partitions == 0) {
      throw new SummariesUnavailable("summaries are not available yet: not started");
    }
    Instant first = from.isBefore(Instant.EPOCH) ? Instant.EPOCH : from;
    Instant end = to.isAfter(END_OF_TIME) ? END_OF_TIME : to;
    if (!first.isBefore(end)) {
      return List.of();
    }
    Stream<Summary> found =
        cameras.isEmpty()
            ? stored.ofPartitions(allPartitions(), step, first, end).stream()
            : cameras.stream().flatMap(camera -> ofCamera(camera, step, first, end));
    return found.map(threshold::apply).sorted(BY_CAMERA_AND_START).toList();
  }

  private Stream<Summary> ofCamera(CameraId camera, Step step, Instant from, Instant to) {
    int partition = AggregatorTopology.partition(camera, partitions);
    return stored.ofCamera(camera, partition, step, from, to).stream();
  }

  private Set<Integer> allPartitions() {
    return IntStream.range(0, partitions).boxed().collect(toUnmodifiableSet());
  }

  private int partitionsOfExpressions() {
    String topic = Topics.EXPRESSIONS.name();
    try (Admin admin = kafka.admin()) {
      var described = admin.describeTopics(Set.of(topic)).topicNameValues().get(topic);
      return described.get().partitions().size();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the aggregator cannot read topic %s: %s".formatted(topic, e.getCause().getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the aggregator was stopped while it started", e);
    }
  }
}
