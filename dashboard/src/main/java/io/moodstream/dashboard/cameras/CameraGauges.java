package io.moodstream.dashboard.cameras;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Each camera as gauges: its state, its last frame, its coverage, and of its latest ten-second
 * window the faces and the shares of the expressions. What a minimum group size withholds is NaN.
 * Thread-safe.
 */
public final class CameraGauges {
  /** A window that ended longer ago describes no one who is there. */
  private static final Duration CURRENT = Duration.ofMinutes(2);

  private static final int FEW = 50;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final CameraBoard cameras;
  private final InstantSource clock;
  private final MultiGauge states;
  private final MultiGauge lastFrames;
  private final MultiGauge coverages;
  private final MultiGauge faces;
  private final MultiGauge shares;
  private final Map<CameraId, Summary> windows = new ConcurrentHashMap<>();
  private volatile long shown;
  private volatile Instant registeredAt = Instant.EPOCH;

  public CameraGauges(CameraBoard cameras, MeterRegistry metrics, InstantSource clock) {
    this.cameras = cameras;
    this.clock = clock;
    states = gauge("state", "1 for the state in which the camera is, 0 for the others", metrics);
    lastFrames =
        MultiGauge.builder("moodstream.camera.last.frame.timestamp")
            .baseUnit("seconds")
            .description("When the last frame was captured, since the epoch")
            .register(metrics);
    coverages = gauge("coverage", "Analysed frames over all frames of the last seconds", metrics);
    faces = gauge("faces", "Mean faces per frame of the latest ten-second window", metrics);
    shares =
        gauge(
            "expression.share",
            "Mean share of an expression over the faces of the latest ten-second window",
            metrics);
  }

  private static MultiGauge gauge(String name, String description, MeterRegistry metrics) {
    return MultiGauge.builder("moodstream.camera." + name)
        .description(description)
        .register(metrics);
  }

  /** Of any step; with what is withheld left out. */
  public void onSummary(Summary summary) {
    // With a minimum group size a window has its faces only when it is final.
    if (summary.step() == Step.TEN_SECONDS && (summary.minimumPeople() == 0 || summary.isFinal())) {
      windows.merge(
          summary.camera(),
          summary,
          (known, given) -> given.from().isBefore(known.from()) ? known : given);
    }
  }

  /** Called for each frame: costs something only when a camera has come or gone. */
  public void refresh() {
    if (cameras.version() != shown && isDue()) {
      register();
    }
  }

  /** The gauges of all cameras are registered anew, so many cameras that come at once must wait. */
  private boolean isDue() {
    return cameras.size() <= FEW || !clock.instant().isBefore(registeredAt.plus(PAUSE));
  }

  private synchronized void register() {
    // Before the ids: a camera that comes meanwhile is seen by the next call.
    shown = cameras.version();
    registeredAt = clock.instant();
    Set<CameraId> now = cameras.ids();
    windows.keySet().retainAll(now);
    states.register(rows(now, this::stateRows), true);
    lastFrames.register(rows(now, id -> Stream.of(row(id, this::lastFrame))), true);
    coverages.register(rows(now, id -> Stream.of(row(id, this::coverage))), true);
    faces.register(rows(now, id -> Stream.of(row(id, this::meanFaces))), true);
    shares.register(rows(now, this::shareRows), true);
  }

  private interface Rows {
    Stream<Row<?>> of(CameraId camera);
  }

  private interface Value {
    double of(CameraId camera);
  }

  private static List<Row<?>> rows(Set<CameraId> cameras, Rows each) {
    return cameras.stream().sorted().flatMap(each::of).toList();
  }

  private static Row<?> row(CameraId camera, Value value) {
    return Row.of(Tags.of("camera", camera.value()), camera, value::of);
  }

  private Stream<Row<?>> stateRows(CameraId camera) {
    return Stream.of(CameraState.values())
        .map(
            state ->
                Row.of(
                    Tags.of("camera", camera.value(), "state", state.label()),
                    camera,
                    id -> cameras.state(id, clock.instant()) == state ? 1 : 0));
  }

  private Stream<Row<?>> shareRows(CameraId camera) {
    return Expression.ALL.stream()
        .map(
            expression ->
                Row.of(
                    Tags.of("camera", camera.value(), "expression", expression.label()),
                    camera,
                    id -> share(id, expression)));
  }

  private double lastFrame(CameraId camera) {
    return cameras.lastFrameAt(camera).map(at -> at.toEpochMilli() / 1000.0).orElse(Double.NaN);
  }

  private double coverage(CameraId camera) {
    return cameras.coverage(camera, clock.instant()).orElse(Double.NaN);
  }

  private double meanFaces(CameraId camera) {
    return current(camera).flatMap(FaceStatistics::meanFaces).orElse(Double.NaN);
  }

  private double share(CameraId camera, Expression expression) {
    return current(camera)
        .map(FaceStatistics::shares)
        .filter(all -> !all.isEmpty())
        .map(all -> all.get(expression.index()))
        .orElse(Double.NaN);
  }

  private Optional<FaceStatistics> current(CameraId camera) {
    return Optional.ofNullable(windows.get(camera))
        .filter(window -> !window.suppressed())
        .filter(
            window ->
                window.from().plus(window.step().length()).plus(CURRENT).isAfter(clock.instant()))
        .map(Summary::faces);
  }
}
