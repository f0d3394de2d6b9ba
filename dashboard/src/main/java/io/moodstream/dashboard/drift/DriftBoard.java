package io.moodstream.dashboard.drift;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.moodstream.pipeline.drift.Drift;
import io.moodstream.pipeline.drift.DriftFeature;
import io.moodstream.pipeline.drift.FeatureDrift;
import io.moodstream.pipeline.frames.CameraId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * The latest comparison of each camera, which is a gauge too: four series for each camera that is
 * compared. Thread-safe.
 */
public final class DriftBoard {
  private final ConcurrentSkipListMap<CameraId, Drift> cameras = new ConcurrentSkipListMap<>();
  private final IntSupplier minimumPeople;
  private final MultiGauge indexes;

  /**
   * @param minimumPeople the minimum group size that applies
   */
  public DriftBoard(MeterRegistry metrics, IntSupplier minimumPeople) {
    this.minimumPeople = minimumPeople;
    indexes =
        MultiGauge.builder("moodstream.camera.drift")
            .description("Population stability index of a feature against the reference")
            .register(metrics);
  }

  /**
   * @param drift empty if the camera's was erased
   */
  public synchronized void onDrift(CameraId camera, Optional<Drift> drift) {
    drift.ifPresentOrElse(it -> cameras.put(camera, it), () -> cameras.remove(camera));
    indexes.register(cameras.keySet().stream().flatMap(this::rows).toList(), true);
  }

  /** Empty where nothing is known, or the minimum group size withholds it. */
  Optional<Drift> drift(CameraId camera) {
    return Optional.ofNullable(cameras.get(camera))
        .flatMap(drift -> drift.atLeast(minimumPeople.getAsInt()));
  }

  private Stream<Row<?>> rows(CameraId camera) {
    List<DriftFeature> compared =
        Arrays.stream(DriftFeature.values()).filter(it -> index(camera, it).isPresent()).toList();
    return compared.stream()
        .map(
            feature ->
                Row.of(
                    Tags.of("camera", camera.value(), "feature", feature.label()),
                    camera,
                    id -> index(id, feature).orElse(Double.NaN)));
  }

  private Optional<Double> index(CameraId camera, DriftFeature feature) {
    return drift(camera).stream()
        .flatMap(drift -> drift.features().stream())
        .filter(each -> each.feature() == feature)
        .map(FeatureDrift::psi)
        .findFirst();
  }
}
