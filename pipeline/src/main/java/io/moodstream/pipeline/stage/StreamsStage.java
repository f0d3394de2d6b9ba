package io.moodstream.pipeline.stage;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.moodstream.pipeline.kafka.AccessDenied;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.KafkaUser;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.process.NativeCode;
import io.moodstream.pipeline.process.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.rocksdb.NativeLibraryLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stage that is a Kafka Streams topology. An exception in it ends the stage: {@link #health}
 * states why. A Kafka that does not answer is waited for.
 */
public final class StreamsStage implements Stage {
  private static final Logger log = LoggerFactory.getLogger(StreamsStage.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
  private static final Duration KAFKA_AWAY_LIMIT = Duration.ofDays(7);

  /** The shortest that Kafka Streams accepts. */
  private static final Duration HAND_OVER_INTERVAL = Duration.ofMinutes(1);

  private static final int MOST_COPIES = 16;

  private final String name;
  private final KafkaStreams streams;
  private final KafkaStreamsMetrics streamsMetrics;
  private final MeterRegistry metrics;
  private final Runnable release;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /**
   * @param name also the consumer group and the prefix of its state: {@code moodstream-<name>}
   * @param release called once after the last record, for what the topology's functions hold (a
   *     model, a cascade)
   */
  public StreamsStage(
      String name,
      KafkaConnection kafka,
      StreamsSettings settings,
      Topology topology,
      Topic<byte[], byte[]> deadLetters,
      MeterRegistry metrics,
      Runnable release) {
    this.name = name;
    this.metrics = metrics;
    this.release = release;
    unpackStores();
    Properties properties = properties("moodstream-" + name, kafka, settings, deadLetters);
    properties.put(UnreadableRecords.CONFIG, new UnreadableRecords(metrics, name));
    this.streams = new KafkaStreams(topology, properties);
    this.streamsMetrics = new KafkaStreamsMetrics(streams);
    streams.setUncaughtExceptionHandler(this::failed);
  }

  /** Loads the native code of the stores from our temporary folder, not from the system's. */
  private static void unpackStores() {
    try {
      NativeLibraryLoader.getInstance().loadLibrary(TemporaryFolder.path().toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack the native code of RocksDB", e);
    }
  }

  /** Every setting of every topology; a test driver runs with the same. */
  public static Properties properties(
      String applicationId,
      KafkaConnection kafka,
      StreamsSettings settings,
      Topic<byte[], byte[]> deadLetters) {
    Properties properties = kafka.clientProperties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    // Kafka's default has a random part: after each start all of its metrics would be new series.
    properties.putIfAbsent(StreamsConfig.CLIENT_ID_CONFIG, applicationId);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    properties.put(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        settings.exactlyOnce() ? StreamsConfig.EXACTLY_ONCE_V2 : StreamsConfig.AT_LEAST_ONCE);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    // -1: the cluster's default, so that one broker needs no extra setting.
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
    properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, ProcessingGuard.class);
    // Not Kafka's own errors.dead.letter.queue.topic.name: with that a failure of any kind would
    // also write its whole input there, a picture of people.
    properties.put(DeadLetterHandler.TOPIC, deadLetters.name());
    properties.putIfAbsent(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, RecordTime.class);
    // With Kafka's default a stage ends after five minutes without Kafka; it waits instead.
    properties.putIfAbsent(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, KAFKA_AWAY_LIMIT.toMillis());
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), 4 << 20);
    // The streams group protocol leaves keys without an owner when there are several threads
    // (KAFKA-20782).
    properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    // A new instance copies the state of its share first. Kafka's defaults copy two partitions at a
    // time and hand over every ten minutes, which is late for an instance that is added under load.
    properties.putIfAbsent(
        StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, HAND_OVER_INTERVAL.toMillis());
    properties.putIfAbsent(StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG, MOST_COPIES);
    properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 2_000);
    return properties;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() {
    streams.start();
    streamsMetrics.bindTo(metrics);
  }

  /** For queries of the stage's stores. */
  public KafkaStreams streams() {
    return streams;
  }

  @Override
  public Health health() {
    return Optional.ofNullable(failure.get())
        .map(cause -> Health.of(name, Health.Status.DOWN, reason(cause)))
        .orElseGet(() -> Health.of(name, status(), streams.state().toString()));
  }

  private Health.Status status() {
    return switch (streams.state()) {
      case RUNNING -> Health.Status.UP;
      case CREATED, REBALANCING -> Health.Status.STARTING;
      case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> Health.Status.DOWN;
    };
  }

  @Override
  public void close() {
    // A member that leaves announces it: others, or the next start, need not wait for the session
    // to expire.
    var leaving =
        CloseOptions.timeout(CLOSE_LIMIT)
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
    if (streams.close(leaving)) {
      release.run();
    } else {
      // A thread may still be inside the model or the cascade: freeing it now would kill the
      // process.
      log.warn("{} did not end within {} s", name, CLOSE_LIMIT.toSeconds());
    }
    streamsMetrics.close();
  }

  private StreamThreadExceptionResponse failed(Throwable cause) {
    if (isPassing(cause)) {
      // Streams waits in most of its calls, not in all: a record for a topic whose address has been
      // forgotten meanwhile ends the thread. Another one continues from the last commit.
      log.warn("{} continues from its last commit: {}", name, rootMessage(cause));
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    log.error("{} has failed: {}", name, reason(cause), cause);
    failure.compareAndSet(null, cause);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /**
   * Kafka was away for longer than a call waits, or has ended a transaction whose connection it had
   * lost: the commit then finds it in an invalid state, and Streams makes that fatal.
   */
  static boolean isPassing(Throwable problem) {
    for (Throwable each = problem; each != null; each = each.getCause()) {
      if (each instanceof TimeoutException || each instanceof InvalidTxnStateException) {
        return true;
      }
    }
    return false;
  }

  private String reason(Throwable cause) {
    List<KafkaUser> users =
        KafkaUser.stages().stream().filter(user -> user.label().equals(name)).toList();
    return AccessDenied.explain(cause, users).orElseGet(() -> rootMessage(cause));
  }

  private static String rootMessage(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root instanceof LinkageError problem
        ? NativeCode.explain(problem)
        : Optional.ofNullable(root.getMessage()).orElseGet(root::toString);
  }
}
