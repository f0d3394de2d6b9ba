package io.moodstream.aggregator.drift;

import io.moodstream.aggregator.tally.FaceTally;
import io.moodstream.pipeline.drift.Drift;
import io.moodstream.pipeline.drift.DriftFeature;
import io.moodstream.pipeline.drift.DriftPeriod;
import io.moodstream.pipeline.drift.FeatureDrift;
import io.moodstream.pipeline.drift.ReferenceRequest;
import io.moodstream.pipeline.erasure.ErasureMark;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Adds each final hour of a camera to its reference, and later compares the last day with that. Of
 * faces it keeps histograms only, and only of windows that are published, so a comparison contains
 * nothing that a minimum group size withholds.
 */
public final class DriftRecorder {
  /** The sink of {@code CameraId} and {@link Drift}. */
  public static final String DRIFT = "drift";

  private final DriftSettings settings;
  private final int minimumPeople;

  /** Set by {@link #init}. */
  @SuppressWarnings("NullAway.Init")
  private ProcessorContext<Object, Object> context;

  /**
   * @param minimumPeople the minimum group size; what was kept under a smaller one is deleted
   */
  public DriftRecorder(DriftSettings settings, int minimumPeople) {
    this.settings = settings;
    this.minimumPeople = minimumPeople;
  }

  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
  }

  /** A final hour, which may come once more after a restart. */
  public void add(CameraId camera, Instant from, Instant to, FaceTally faces) {
    var hour = new FacePeriod(from, to, faces.histograms(), faces.squares());
    Reference before = reference(camera);
    if (before.period().isEmpty() && hour.faces() == 0) {
      return;
    }
    Reference reference = before.plus(hour, settings);
    references().put(camera, reference);
    RecentHours recent = RecentHours.none(minimumPeople);
    if (before.complete()) {
      recent = hours(camera).plus(hour, settings);
      hours().put(camera, recent);
    }
    publish(camera, reference, recent, to);
  }

  /**
   * References that are asked for anew, or that are of smaller groups than may be published now.
   */
  public void refresh() {
    for (KeyValue<CameraId, Reference> known : all()) {
      boolean smaller = known.value.minimumPeople() < minimumPeople;
      Optional<Instant> asked = askedAt(known.key).filter(known.value.askedAt()::isBefore);
      if (smaller) {
        delete(known.key, context.currentStreamTimeMs());
      } else if (asked.isPresent()) {
        var anew = Reference.begunAt(asked.get(), minimumPeople);
        references().put(known.key, anew);
        hours().delete(known.key);
        publish(known.key, anew, RecentHours.none(minimumPeople), asked.get());
      }
    }
  }

  /** What overlaps the range goes whole: a histogram does not show whose faces it counts. */
  public void erase(CameraId camera, ErasureMark range, long now) {
    Optional<Reference> reference = Optional.ofNullable(references().get(camera));
    Optional<RecentHours> recent = Optional.ofNullable(hours().get(camera));
    boolean referenceGoes =
        range.whole()
            || reference.flatMap(Reference::period).filter(it -> in(range, it)).isPresent();
    boolean hoursGo =
        referenceGoes
            || recent.stream().anyMatch(it -> it.hours().stream().anyMatch(h -> in(range, h)));
    if (referenceGoes) {
      references().delete(camera);
    }
    if (hoursGo) {
      hours().delete(camera);
      forward(camera, Optional.empty(), now);
    }
    references().delete(ErasureMark.NO_CAMERA);
    hours().delete(ErasureMark.NO_CAMERA);
  }

  private static boolean in(ErasureMark range, FacePeriod period) {
    return range.overlaps(period.from(), period.to());
  }

  private void delete(CameraId camera, long now) {
    references().delete(camera);
    hours().delete(camera);
    forward(camera, Optional.empty(), now);
  }

  private void publish(CameraId camera, Reference reference, RecentHours recent, Instant at) {
    FacePeriod before = reference.period().orElseGet(() -> FacePeriod.empty(at));
    Optional<FacePeriod> now =
        reference.complete() ? recent.current(before.to(), at, settings) : Optional.empty();
    List<FeatureDrift> features =
        now.filter(it -> it.independent() >= settings.currentFaces())
            .map(it -> compare(before, it))
            .orElse(List.of());
    DriftPeriod period = before.toDriftPeriod(settings.referenceFaces());
    forward(
        camera,
        Optional.of(
            new Drift(
                camera,
                at,
                period,
                reference.complete(),
                now.map(it -> it.toDriftPeriod(settings.currentFaces())),
                features,
                minimumPeople)),
        at.toEpochMilli());
  }

  /** Of features that both periods have: a classifier of before does not send the brightness. */
  private static List<FeatureDrift> compare(FacePeriod before, FacePeriod now) {
    return Arrays.stream(DriftFeature.values())
        .filter(feature -> before.has(feature) && now.has(feature))
        .map(feature -> StabilityIndex.compare(feature, before, now))
        .toList();
  }

  private void forward(CameraId camera, Optional<Drift> drift, long at) {
    context.forward(new Record<>(camera, drift.orElse(null), at), DRIFT);
  }

  private Reference reference(CameraId camera) {
    Instant asked = askedAt(camera).orElse(Instant.EPOCH);
    return Optional.ofNullable(references().get(camera))
        .filter(known -> known.minimumPeople() >= minimumPeople)
        .filter(known -> !known.askedAt().isBefore(asked))
        .map(known -> known.withMinimumPeople(minimumPeople))
        .orElseGet(() -> Reference.begunAt(asked, minimumPeople));
  }

  private RecentHours hours(CameraId camera) {
    return Optional.ofNullable(hours().get(camera))
        .filter(known -> known.minimumPeople() >= minimumPeople)
        .map(known -> new RecentHours(known.hours(), minimumPeople))
        .orElseGet(() -> RecentHours.none(minimumPeople));
  }

  private Optional<Instant> askedAt(CameraId camera) {
    KeyValueStore<CameraId, ReferenceRequest> requests =
        Objects.requireNonNull(context.getStateStore(DriftStores.REQUESTS));
    return Optional.ofNullable(requests.get(camera)).map(ReferenceRequest::from);
  }

  private List<KeyValue<CameraId, Reference>> all() {
    List<KeyValue<CameraId, Reference>> all = new ArrayList<>();
    try (KeyValueIterator<CameraId, Reference> entries = references().all()) {
      entries.forEachRemaining(
          entry -> {
            if (entry.value != null) {
              all.add(entry);
            }
          });
    }
    return all;
  }

  private KeyValueStore<CameraId, Reference> references() {
    return Objects.requireNonNull(context.getStateStore(DriftStores.REFERENCES));
  }

  private KeyValueStore<CameraId, RecentHours> hours() {
    return Objects.requireNonNull(context.getStateStore(DriftStores.HOURS));
  }
}
