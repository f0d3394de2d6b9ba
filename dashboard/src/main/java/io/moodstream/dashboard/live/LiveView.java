package io.moodstream.dashboard.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.moodstream.dashboard.alerts.AlertBoard;
import io.moodstream.dashboard.cameras.CameraBoard;
import io.moodstream.dashboard.cameras.CameraGauges;
import io.moodstream.dashboard.cameras.Pictures;
import io.moodstream.dashboard.drift.DriftBoard;
import io.moodstream.dashboard.models.ShadowBoard;
import io.moodstream.dashboard.models.ShadowView;
import io.moodstream.dashboard.summaries.SummaryView;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.Jpeg;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelAssignment;
import io.moodstream.pipeline.models.ShadowComparison;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.LatencyBuckets;
import io.moodstream.pipeline.summaries.Summary;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the dashboard knows of now. Records go in, wherever they come from; routes read it.
 * Thread-safe.
 */
public final class LiveView implements AutoCloseable {
  /** Clocks of cameras and machines differ by less. */
  private static final Duration LARGEST_LEAD = Duration.ofDays(1);

  private final CameraBoard cameras = new CameraBoard();
  private final Pictures pictures = new Pictures();
  private final ShadowBoard shadow = new ShadowBoard();
  private final AlertBoard alerts = new AlertBoard();
  private final DriftBoard drift;
  private final LiveClients clients;
  private final ProbabilitySmoother smoother;
  private final CameraGauges gauges;
  private final int ownMinimumPeople;
  private final InstantSource clock;
  private final Timer delay;
  private final List<Consumer<CameraStatus>> listeners = new CopyOnWriteArrayList<>();
  private volatile int aggregatorsMinimumPeople;

  /**
   * @param ownMinimumPeople the minimum group size of the settings, 0 for none
   * @param smoother of the probabilities of frame events
   */
  public LiveView(
      int liveClients,
      int ownMinimumPeople,
      ProbabilitySmoother smoother,
      MeterRegistry metrics,
      InstantSource clock) {
    this.smoother = smoother;
    this.clients = new LiveClients(liveClients, metrics, clock);
    this.ownMinimumPeople = ownMinimumPeople;
    this.clock = clock;
    this.drift = new DriftBoard(metrics, this::minimumPeople);
    this.gauges = new CameraGauges(cameras, metrics, clock);
    this.delay =
        Timer.builder("moodstream.end.to.end.delay")
            .description("From the capture of a frame to its arrival at the dashboard")
            .serviceLevelObjectives(LatencyBuckets.all())
            .register(metrics);
  }

  /**
   * The minimum group size that applies, 0 for none. Above 0 nothing that depends on the faces of
   * single frames is published: it could be subtracted from what the windows withhold.
   */
  public int minimumPeople() {
    return Math.max(ownMinimumPeople, aggregatorsMinimumPeople);
  }

  public CameraBoard cameras() {
    return cameras;
  }

  public Pictures pictures() {
    return pictures;
  }

  public ShadowBoard shadow() {
    return shadow;
  }

  public ShadowView shadowView() {
    return shadow
        .report()
        .map(ShadowView::of)
        .map(compared -> minimumPeople() > 0 ? compared.withheld() : compared)
        .orElseGet(() -> ShadowView.none(shadow.champion()));
  }

  public AlertBoard alerts() {
    return alerts;
  }

  public DriftBoard drift() {
    return drift;
  }

  /** Names the cameras whose statistics rest on few of their frames, or that have gone silent. */
  public Health health() {
    List<String> problems = cameras.problems(clock.instant());
    return problems.isEmpty()
        ? Health.of("cameras", Health.Status.UP, "none is overloaded or lost")
        : Health.of("cameras", Health.Status.DEGRADED, String.join("; ", problems));
  }

  public LiveClients clients() {
    return clients;
  }

  /**
   * @param listener takes every status from now on; must return at once
   */
  public void addStatusListener(Consumer<CameraStatus> listener) {
    listeners.add(listener);
  }

  public void onStatus(CameraStatus status) {
    cameras.told(status);
    listeners.forEach(listener -> listener.accept(status));
    gauges.refresh();
    tidyPictures();
  }

  /** The camera's record was deleted. */
  public void onForgotten(CameraId camera) {
    cameras.forget(camera, clock.instant());
    smoother.forget(camera);
    gauges.refresh();
    tidyPictures();
  }

  /** What is remembered of the camera goes; its state as reported stays until it is forgotten. */
  public void onErased(CameraId camera) {
    pictures.forget(camera);
    smoother.forget(camera);
    cameras.erase(camera);
    alerts.forget(camera);
    shadow.restart(clock.instant());
    clients.publish(
        LiveEvent.of("erased", camera, () -> new Erased(camera.value()), clock.instant()));
  }

  /** The live event {@code erased}: a page has to read the camera's statistics anew. */
  record Erased(String camera) {}

  public void onPicture(CameraId camera, FrameId frame, Jpeg jpeg) {
    if (cameras.allowsPictures(camera)) {
      pictures.add(camera, frame, jpeg, clock.instant());
    }
  }

  public void onExpressions(FrameExpressions expressions) {
    Instant now = clock.instant();
    requirePossible(expressions.frame().capturedAt(), now);
    cameras.saw(expressions, now);
    gauges.refresh();
    if (expressions.frame().outcome() == Outcome.ANALYSED) {
      Duration since = Duration.between(expressions.frame().capturedAt(), now);
      // A camera's clock may be ahead of this one.
      delay.record(since.isNegative() ? Duration.ZERO : since);
      CameraId camera = expressions.frame().camera();
      clients.publish(LiveEvent.of("frame", camera, frameView(expressions), now));
    }
  }

  /**
   * @throws IllegalArgumentException if it is before 1970 or far in the future
   */
  private static void requirePossible(Instant capturedAt, Instant now) {
    if (capturedAt.isBefore(Instant.EPOCH) || capturedAt.isAfter(now.plus(LARGEST_LEAD))) {
      throw new IllegalArgumentException("impossible capture time " + capturedAt);
    }
  }

  private Supplier<FrameView> frameView(FrameExpressions expressions) {
    if (minimumPeople() > 0) {
      return () -> FrameView.withheld(expressions);
    }
    FrameExpressions smooth = smoother.smooth(expressions);
    return () -> FrameView.of(smooth);
  }

  public void onSummary(Summary summary) {
    aggregatorsMinimumPeople = summary.minimumPeople();
    int people = minimumPeople();
    Summary published = summary.atLeast(people);
    gauges.onSummary(published);
    clients.publish(
        LiveEvent.of(
            "summary",
            summary.camera(),
            () -> new SummaryView.Event(summary.step().label(), people, SummaryView.of(published)),
            clock.instant()));
  }

  public void onAlias(ModelAlias alias, Optional<ModelAssignment> assignment) {
    shadow.told(alias, assignment);
  }

  public void onShadow(ShadowComparison comparison) {
    Instant now = clock.instant();
    shadow
        .saw(comparison, now)
        // Comparisons are of frames with faces, so even their times are withheld.
        .filter(report -> minimumPeople() == 0)
        .map(report -> LiveEvent.ofAll("shadow", () -> ShadowView.of(report), now))
        .ifPresent(clients::publish);
  }

  /**
   * Whether any camera that is there allows its picture. Asked now and then, it also drops what is
   * too old.
   */
  public boolean wantsPictures() {
    tidyPictures();
    return cameras.anyAllowsPictures(clock.instant());
  }

  private void tidyPictures() {
    pictures.tidy(clock.instant(), cameras::allowsPictures);
  }

  @Override
  public void close() {
    clients.close();
  }
}
