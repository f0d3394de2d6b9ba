package io.moodstream.alerts.evaluation;

import io.moodstream.alerts.evaluation.RuleState.Observation;
import io.moodstream.alerts.evaluation.RuleState.Outcome;
import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.alerts.AlertCondition;
import io.moodstream.pipeline.alerts.AlertCondition.Measured;
import io.moodstream.pipeline.alerts.StoredRule;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.drift.Drift;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Compares each ten-second window of a camera once with every rule: when the camera's next window
 * has begun or when it is final, whichever comes first. Where a minimum group size applies, only
 * final windows have numbers of faces, so only those are compared. Frames that come later change
 * the statistics, but no alert.
 *
 * <p>Whether a camera is lost goes by this machine's clock. While this stage catches up with
 * summaries of the past, no camera counts as lost; nor does one that is paused, and its time begins
 * anew when it goes on.
 */
final class RuleEvaluator extends ContextualProcessor<SummaryKey, Summary, CameraId, Alert> {
  static final Duration LOOK = Duration.ofSeconds(5);
  static final Duration LOST_AFTER = Duration.ofSeconds(30);

  /** A camera that was lost for so long is not watched any more. */
  static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

  private static final Duration QUIET = Duration.ofSeconds(10);

  /** Clocks of machines differ by less. */
  private static final Duration LARGEST_LEAD = Duration.ofDays(1);

  private final EvaluationSettings settings;
  private Instant newestWindow = Instant.EPOCH;
  private Instant lastRecordAt = Instant.EPOCH;

  RuleEvaluator(EvaluationSettings settings) {
    this.settings = settings;
  }

  @Override
  public void init(ProcessorContext<CameraId, Alert> context) {
    super.init(context);
    lastRecordAt = now();
    context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, time -> look());
  }

  @Override
  public void process(Record<SummaryKey, Summary> record) {
    if (record.value() == null && record.key().from().equals(Instant.EPOCH)) {
      // The camera's records have been erased.
      cameras().delete(record.key().camera());
      return;
    }
    if (record.key().step() != Step.TEN_SECONDS || record.value() == null) {
      return;
    }
    Summary window = record.value().atLeast(settings.minimumPeople());
    if (window.from().isAfter(now().plus(LARGEST_LEAD))) {
      // It would be the camera's latest window for ever, and every real one too late.
      throw new IllegalArgumentException("impossible time: the window begins at " + window.from());
    }
    lastRecordAt = now();
    newestWindow = window.from().isAfter(newestWindow) ? window.from() : newestWindow;
    CameraId camera = record.key().camera();
    CameraWatch known = Optional.ofNullable(cameras().get(camera)).orElse(CameraWatch.NEW);
    CameraWatch watch = known.seenUntil(end(window));
    if (window.minimumPeople() > 0) {
      watch = window.isFinal() ? evaluate(camera, watch, window) : watch;
    } else {
      watch = evaluatePassed(camera, watch, window.from());
      watch = window.isFinal() ? evaluate(camera, watch, window) : waitFor(watch, window);
    }
    cameras().put(camera, watch);
  }

  private CameraWatch evaluatePassed(CameraId camera, CameraWatch watch, Instant begun) {
    return watch
        .pending()
        .filter(waiting -> waiting.from().isBefore(begun))
        .map(waiting -> evaluate(camera, watch, waiting))
        .orElse(watch);
  }

  private static CameraWatch waitFor(CameraWatch watch, Summary window) {
    boolean late = watch.pending().filter(it -> it.from().isAfter(window.from())).isPresent();
    return late || window.from().isBefore(watch.evaluatedTo()) ? watch : watch.waitingFor(window);
  }

  private CameraWatch evaluate(CameraId camera, CameraWatch watch, Summary window) {
    if (window.from().isBefore(watch.evaluatedTo())) {
      return watch;
    }
    boolean gap = window.from().isAfter(watch.evaluatedTo());
    Optional<Drift> drift = drift(camera, window.minimumPeople());
    Map<String, RuleState> states = new HashMap<>();
    for (StoredRule stored : rulesOf(camera)) {
      RuleState before = state(watch, stored);
      if (stored.rule().condition() instanceof Measured measured) {
        RuleState state = gap ? before.afterGap() : before;
        Outcome outcome =
            state.observe(stored.rule(), camera, observation(stored, measured, window, drift));
        emit(outcome.alert());
        states.put(stored.rule().id(), outcome.state());
      } else {
        states.put(stored.rule().id(), before);
      }
    }
    endOthers(watch, states, end(window));
    return watch.withRules(states).evaluatedUntil(end(window));
  }

  /** Of groups as large as those of the window at least. */
  private Optional<Drift> drift(CameraId camera, int minimumPeople) {
    KeyValueStore<CameraId, Drift> all = context().getStateStore(AlertTopology.DRIFT);
    return Optional.ofNullable(all.get(camera)).flatMap(drift -> drift.atLeast(minimumPeople));
  }

  private static Observation observation(
      StoredRule stored, Measured measured, Summary window, Optional<Drift> drift) {
    Optional<Double> value = measured.metric().value(window, drift);
    boolean met =
        stored.rule().appliesAt(window.from()) && value.filter(measured::isMet).isPresent();
    return new Observation(met, window.from(), end(window), value);
  }

  /** On the clock: lost cameras, and rules that were changed or deleted. */
  private void look() {
    Instant now = now();
    boolean caughtUp =
        newestWindow.isAfter(now.minus(LOST_AFTER)) || !now.isBefore(lastRecordAt.plus(QUIET));
    for (KeyValue<CameraId, CameraWatch> entry : watched()) {
      boolean paused = isPaused(entry.key);
      CameraWatch watch = paused ? entry.value.seenUntil(now) : entry.value;
      Instant lostSince = watch.seenTo().plus(LOST_AFTER);
      if (caughtUp && now.isAfter(watch.seenTo().plus(FORGOTTEN_AFTER))) {
        endOthers(watch, Map.of(), now);
        cameras().delete(entry.key);
        continue;
      }
      boolean lost = caughtUp && !now.isBefore(lostSince);
      Map<String, RuleState> states = new HashMap<>();
      for (StoredRule stored : rulesOf(entry.key)) {
        RuleState before = state(watch, stored);
        Outcome outcome =
            switch (kind(stored.rule().condition())) {
              case LOST ->
                  before.observe(
                      stored.rule(),
                      entry.key,
                      new Observation(
                          lost && stored.rule().appliesAt(now), lostSince, now, Optional.empty()));
              // Without windows the condition is not known to hold.
              case MEASURED ->
                  lost || paused
                      ? before.over(now, Optional.empty())
                      : new Outcome(before, Optional.empty());
            };
        emit(outcome.alert());
        states.put(stored.rule().id(), outcome.state());
      }
      endOthers(watch, states, now);
      if (paused || !states.equals(watch.rules())) {
        cameras().put(entry.key, watch.withRules(states));
      }
    }
  }

  private enum ConditionKind {
    MEASURED,
    LOST
  }

  private static ConditionKind kind(AlertCondition condition) {
    return condition instanceof Measured ? ConditionKind.MEASURED : ConditionKind.LOST;
  }

  /**
   * Ends the alerts of rules that are gone, disabled, changed, or not about the camera any more.
   */
  private void endOthers(CameraWatch watch, Map<String, RuleState> states, Instant end) {
    watch
        .rules()
        .forEach(
            (rule, before) -> {
              RuleState state = states.get(rule);
              if (state == null || state.revision() != before.revision()) {
                emit(before.over(end, Optional.empty()).alert());
              }
            });
  }

  private static RuleState state(CameraWatch watch, StoredRule stored) {
    return Optional.ofNullable(watch.rules().get(stored.rule().id()))
        .filter(state -> state.isOf(stored))
        .orElseGet(() -> RuleState.of(stored));
  }

  private void emit(Optional<Alert> alert) {
    alert.ifPresent(it -> context().forward(new Record<>(it.camera(), it, it.at().toEpochMilli())));
  }

  private List<StoredRule> rulesOf(CameraId camera) {
    List<StoredRule> found = new ArrayList<>();
    KeyValueStore<String, StoredRule> rules = context().getStateStore(AlertTopology.RULES);
    try (KeyValueIterator<String, StoredRule> all = rules.all()) {
      all.forEachRemaining(entry -> found.add(entry.value));
    }
    found.removeIf(
        stored -> !stored.rule().enabled() || !settings.appliesTo(stored.rule(), camera));
    return found;
  }

  private List<KeyValue<CameraId, CameraWatch>> watched() {
    List<KeyValue<CameraId, CameraWatch>> all = new ArrayList<>();
    try (KeyValueIterator<CameraId, CameraWatch> entries = cameras().all()) {
      entries.forEachRemaining(
          entry -> {
            if (entry.value != null) {
              all.add(entry);
            }
          });
    }
    return all;
  }

  private static Instant end(Summary window) {
    return window.from().plus(window.step().length());
  }

  private boolean isPaused(CameraId camera) {
    KeyValueStore<CameraId, CameraStatus> paused = context().getStateStore(AlertTopology.PAUSED);
    return paused.get(camera) != null;
  }

  private KeyValueStore<CameraId, CameraWatch> cameras() {
    return context().getStateStore(AlertTopology.CAMERAS);
  }

  private Instant now() {
    return Instant.ofEpochMilli(context().currentSystemTimeMs());
  }
}
