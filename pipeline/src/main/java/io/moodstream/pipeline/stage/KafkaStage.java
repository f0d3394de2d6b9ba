package io.moodstream.pipeline.stage;

import io.moodstream.pipeline.kafka.AccessDenied;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.KafkaUser;
import io.moodstream.pipeline.kafka.TopicLayout;
import io.moodstream.pipeline.kafka.TopicSetup;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stage as a service: it waits for Kafka, creates its topics, and only then makes and starts the
 * stage. Until then it is STARTING. From then on its health has a check {@code kafka} too.
 */
public final class KafkaStage implements Stage {
  private static final Logger log = LoggerFactory.getLogger(KafkaStage.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);

  private final KafkaUser user;
  private final KafkaConnection kafka;
  private final TopicLayout layout;
  private final Supplier<Stage> maker;
  private final KafkaWatch watch;
  private final Worker beginning;
  private final AtomicReference<Optional<Stage>> made = new AtomicReference<>(Optional.empty());
  private volatile Optional<Health> failure = Optional.empty();
  private volatile String starting = "waiting for Kafka";
  private volatile List<String> brokenPromises = List.of();

  /**
   * @param maker called again if Kafka goes away while the stage starts
   */
  public KafkaStage(
      KafkaUser user, KafkaConnection kafka, TopicLayout layout, Supplier<Stage> maker) {
    this.user = user;
    this.kafka = kafka;
    this.layout = layout;
    this.maker = maker;
    watch = new KafkaWatch(kafka);
    beginning = new Worker("start-" + user.label(), CLOSE_LIMIT, this::begin);
  }

  @Override
  public String name() {
    return user.label();
  }

  @Override
  public void start() {
    beginning.start();
  }

  /** The stage itself, once it has been made. */
  public Optional<Stage> stage() {
    return Objects.requireNonNull(made.get());
  }

  /** Of Kafka alone. */
  public Health kafkaHealth() {
    return watch.health();
  }

  @Override
  public Health health() {
    Health stage =
        failure
            .or(() -> stage().map(Stage::health))
            .orElseGet(() -> Health.of(name(), Health.Status.STARTING, starting));
    Health topics =
        new Health(
            brokenPromises.stream()
                .map(line -> new Health.Check("topics", Health.Status.DEGRADED, line))
                .toList());
    return Health.merged(List.of(watch.health(), topics, stage));
  }

  @Override
  public void close() {
    beginning.close();
    watch.close();
    stage().ifPresent(Stage::close);
  }

  private void begin() {
    try {
      while (!hasBegun()) {
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      }
      watch.start();
    } catch (InterruptedException e) {
      log.debug("{} ends before it has begun", name());
    } catch (Throwable e) {
      // An Error as well, such as a native library that cannot be linked.
      log.error("{} cannot start: {}", name(), e.getMessage(), e);
      failure = Optional.of(Health.of(name(), Health.Status.DOWN, reason(e)));
    }
  }

  /** False if Kafka has gone away again meanwhile. */
  private boolean hasBegun() throws InterruptedException {
    watch.awaitAnswer();
    try (Admin admin = kafka.admin()) {
      brokenPromises = TopicSetup.prepare(admin, List.of(user), layout);
      brokenPromises.forEach(log::warn);
      Stage stage = maker.get();
      made.set(Optional.of(stage));
      stage.start();
      return true;
    } catch (ExecutionException e) {
      requireRetriable(e);
    } catch (RuntimeException e) {
      Objects.requireNonNull(made.getAndSet(Optional.empty())).ifPresent(Stage::close);
      requireRetriable(e);
    }
    return false;
  }

  private void requireRetriable(Exception problem) {
    for (Throwable each = problem; each != null; each = each.getCause()) {
      // Of a cluster that starts, fewer brokers than replicas may be there at first.
      if (each instanceof RetriableException || each instanceof InvalidReplicationFactorException) {
        waitFor(String.valueOf(each.getMessage()));
        return;
      }
    }
    throw problem instanceof RuntimeException e ? e : new CannotStart(reason(problem), problem);
  }

  /** Logged once, however often it is tried. */
  private void waitFor(String reason) {
    String waiting = "waiting for Kafka: " + reason;
    if (!waiting.equals(starting)) {
      log.warn("{} cannot start yet: {}", name(), reason);
    }
    starting = waiting;
  }

  private String reason(Throwable problem) {
    Throwable cause =
        problem instanceof ExecutionException && problem.getCause() != null
            ? problem.getCause()
            : problem;
    return AccessDenied.explain(cause, List.of(user))
        .orElseGet(
            () ->
                cause instanceof Error || cause.getMessage() == null
                    ? cause.toString()
                    : cause.getMessage());
  }
}
