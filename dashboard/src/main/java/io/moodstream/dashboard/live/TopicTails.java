package io.moodstream.dashboard.live;

import static io.moodstream.dashboard.live.TopicTail.consumer;
import static org.apache.kafka.common.IsolationLevel.READ_COMMITTED;
import static org.apache.kafka.common.IsolationLevel.READ_UNCOMMITTED;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.dashboard.live.TopicTail.Start;
import io.moodstream.pipeline.erasure.ErasureMark;
import io.moodstream.pipeline.frames.FrameHeaders;
import io.moodstream.pipeline.frames.Jpeg;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The topics that the dashboard looks at, and what becomes of their records. */
public final class TopicTails implements AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  /** Pictures are read from so long ago: expressions of these frames are still to come. */
  private static final Duration PICTURES_BEFORE = Duration.ofSeconds(2);

  private final String name;
  private final List<TopicTail<?, ?>> tails;

  /**
   * @param name of its health check
   */
  public TopicTails(String name, KafkaConnection kafka, MeterRegistry metrics, LiveView view) {
    this.name = name;
    var aliases =
        new TopicTail<>(
            Topics.MODEL_ALIASES,
            Start.BEGINNING,
            () -> Optional.of(Instant.now()),
            metrics,
            (alias, assignment, record) -> view.onAlias(alias, assignment),
            consumer(kafka, Topics.MODEL_ALIASES, Start.BEGINNING, READ_COMMITTED));
    tails =
        List.of(
            aliases,
            // From when its two models were named, which has to be known first.
            new TopicTail<>(
                Topics.SHADOW,
                Start.END,
                () -> isRead(aliases) ? view.shadow().since() : Optional.empty(),
                metrics,
                (camera, comparison, record) -> comparison.ifPresent(view::onShadow),
                consumer(kafka, Topics.SHADOW, Start.END, READ_UNCOMMITTED)),
            new TopicTail<>(
                Topics.CAMERAS,
                Start.BEGINNING,
                () -> Optional.of(Instant.now()),
                metrics,
                (camera, status, record) ->
                    status.ifPresentOrElse(view::onStatus, () -> view.onForgotten(camera)),
                consumer(kafka, Topics.CAMERAS, Start.BEGINNING, READ_COMMITTED)),
            new TopicTail<>(
                Topics.CAMERA_CONFIGS,
                Start.BEGINNING,
                () -> Optional.of(Instant.now()),
                metrics,
                (camera, config, record) -> view.cameras().onWanted(camera, config),
                consumer(kafka, Topics.CAMERA_CONFIGS, Start.BEGINNING, READ_COMMITTED)),
            new TopicTail<>(
                Topics.ALERT_RULES,
                Start.BEGINNING,
                () -> Optional.of(Instant.now()),
                metrics,
                (id, rule, record) -> view.alerts().onRule(id, rule),
                consumer(kafka, Topics.ALERT_RULES, Start.BEGINNING, READ_COMMITTED)),
            new TopicTail<>(
                Topics.ALERTS,
                Start.BEGINNING,
                () -> Optional.of(Instant.now()),
                metrics,
                (camera, alert, record) -> alert.ifPresent(view.alerts()::onAlert),
                consumer(kafka, Topics.ALERTS, Start.BEGINNING, READ_COMMITTED)),
            new TopicTail<>(
                Topics.DRIFT,
                Start.BEGINNING,
                () -> Optional.of(Instant.now()),
                metrics,
                (camera, drift, record) -> view.drift().onDrift(camera, drift),
                consumer(kafka, Topics.DRIFT, Start.BEGINNING, READ_COMMITTED)),
            // Uncommitted: the live page is for the eye, and a commit would come later.
            new TopicTail<>(
                Topics.EXPRESSIONS,
                Start.END,
                () -> Optional.of(Instant.now()),
                metrics,
                (camera, expressions, record) -> {
                  expressions.ifPresent(view::onExpressions);
                  ErasureMark.of(record.headers()).ifPresent(range -> view.onErased(camera));
                },
                consumer(kafka, Topics.EXPRESSIONS, Start.END, READ_UNCOMMITTED)),
            new TopicTail<>(
                Topics.SUMMARIES,
                Start.END,
                () -> Optional.of(Instant.now()),
                metrics,
                (key, summary, record) -> summary.ifPresent(view::onSummary),
                consumer(kafka, Topics.SUMMARIES, Start.END, READ_COMMITTED)),
            new TopicTail<>(
                Topics.FRAMES,
                Start.END,
                () -> picturesSince(view),
                metrics,
                (camera, jpeg, record) ->
                    jpeg.ifPresent(
                        bytes ->
                            view.onPicture(
                                camera, FrameHeaders.of(record.headers()).id(), new Jpeg(bytes))),
                consumer(kafka, Topics.FRAMES, Start.END, READ_UNCOMMITTED)));
  }

  private static boolean isRead(TopicTail<?, ?> tail) {
    return tail.health().status() == Health.Status.UP;
  }

  private static Optional<Instant> picturesSince(LiveView view) {
    return view.wantsPictures()
        ? Optional.of(Instant.now().minus(PICTURES_BEFORE))
        : Optional.empty();
  }

  public void begin() {
    tails.forEach(TopicTail::begin);
  }

  /** One check: UP once all are read and the cameras of earlier runs are known. */
  public Health health() {
    Health topics = Health.merged(tails.stream().map(TopicTail::health).toList());
    Health.Status status = topics.status();
    String detail =
        topics.checks().stream()
            .filter(check -> check.status() == status && status != Health.Status.UP)
            .findFirst()
            .map(check -> check.name() + ": " + check.detail())
            .orElseGet(() -> status.name().toLowerCase(Locale.ROOT));
    return Health.of(name, status, detail);
  }

  /** Asks all to end, and does not wait. */
  public void end() {
    tails.forEach(TopicTail::end);
  }

  @Override
  public void close() {
    end();
    Instant limit = Instant.now().plus(CLOSE_LIMIT);
    tails.forEach(tail -> tail.awaitEnd(Duration.between(Instant.now(), limit)));
  }
}
