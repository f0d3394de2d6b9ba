package io.moodstream.emotionclassifier.serving;

import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.emotionclassifier.registry.ModelCatalog;
import io.moodstream.pipeline.models.CameraShare;
import io.moodstream.pipeline.models.CanaryFigures;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelAssignment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that this process has loaded: the one that serves, the one before it for a while, the
 * challenger, and a candidate that waits. Owns and closes them. For one thread; the slot and the
 * shadow that it feeds are for all.
 */
public final class ServedModels implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ServedModels.class);

  private final IntFunction<ExpressionModel> loader;
  private final ModelSlot slot;
  private final Shadow shadow;
  private final Duration probation;
  private final Map<Integer, ExpressionModel> loaded = new TreeMap<>();
  private final Map<Integer, String> refused = new TreeMap<>();
  private Instant probationEnd = Instant.MIN;

  private volatile Optional<String> fallbackReason = Optional.empty();

  /** Why the champion that was promoted last does not serve; until the next promotion. */
  private Optional<String> fellBack = Optional.empty();

  private Wanted wanted;

  /** The champions before the one that serves. */
  private List<Integer> before = List.of();

  /**
   * Which versions are wanted; 0 for none.
   *
   * @param before the champions before this one, the latest at the end
   */
  public record Wanted(
      int champion,
      List<Integer> before,
      int challenger,
      int candidate,
      Optional<ModelAssignment> canary) {
    public Wanted {
      before = List.copyOf(before);
    }

    /** Without a canary. */
    public Wanted(int champion, List<Integer> before, int challenger, int candidate) {
      this(champion, before, challenger, candidate, Optional.empty());
    }

    public static Wanted of(ModelCatalog catalog) {
      return new Wanted(
          catalog.version(ModelAlias.CHAMPION),
          catalog.championsBefore(),
          catalog.version(ModelAlias.CHALLENGER),
          catalog.version(ModelAlias.CANDIDATE),
          Optional.ofNullable(catalog.aliases().get(ModelAlias.CANARY)));
    }

    private List<Integer> versions() {
      return List.of(
          champion, candidate, challenger, canary.map(ModelAssignment::version).orElse(0));
    }
  }

  /**
   * @param loader loads and tests a version
   * @param wanted its champion is loaded right here, or else the latest before it that can serve
   * @param probation how long the old champion stays behind a new one at least; zero for not at all
   * @throws RuntimeException why the champion cannot serve, if none can
   */
  public ServedModels(
      IntFunction<ExpressionModel> loader, Wanted wanted, Shadow shadow, Duration probation) {
    this.loader = loader;
    this.shadow = shadow;
    this.probation = probation;
    this.wanted = wanted;
    int first = loadFirst(wanted);
    slot = new ModelSlot(first, Objects.requireNonNull(loaded.get(first)));
  }

  public ModelSlot slot() {
    return slot;
  }

  /** Loads what is wanted, lets the champion serve and closes models that are no longer wanted. */
  public void follow(Wanted wanted, Instant now) {
    this.wanted = wanted;
    refused.keySet().retainAll(wanted.versions());
    wanted.versions().forEach(this::load);
    if (wanted.champion() == slot.served().version()) {
      before = wanted.before();
    } else {
      Optional.ofNullable(loaded.get(wanted.champion()))
          .ifPresent(model -> activate(wanted, model, now));
    }
    // Without faces, time alone proves nothing.
    if (slot.fallback().isPresent() && now.isAfter(probationEnd) && slot.hasEnoughSamples()) {
      slot.dropFallback();
    }
    challenge(wanted);
    followCanary(wanted);
    discardAllBut(wanted);
    int version = slot.served().version();
    fallbackReason =
        Optional.ofNullable(refused.get(wanted.champion()))
            .map(why -> fallbackReason(version, wanted.champion(), why))
            .or(() -> fellBack);
  }

  /** Why another version than the champion serves; empty when it does. For any thread. */
  public Optional<String> fallbackReason() {
    return fallbackReason;
  }

  /**
   * Back to the champion before this one, at once: here, before any other process knows of it. One
   * that was closed already is loaded again.
   *
   * @param reason that the version is refused for from now on
   * @return which version serves now; empty if no earlier champion can serve, then the failed one
   *     serves on and what it fails at goes unanalysed
   */
  public Optional<Integer> fallBack(String reason) {
    int failed = slot.served().version();
    Optional<Integer> version =
        slot.fallback().map(ModelSlot.Served::version).or(() -> reloadEarlier(failed));
    version.ifPresentOrElse(
        earlier -> {
          refused.put(failed, reason);
          slot.swap(earlier, Objects.requireNonNull(loaded.get(earlier)), false);
          fellBack = Optional.of("model version %d serves: %s".formatted(earlier, reason));
          log.warn("model version {} serves again: {}", earlier, reason);
        },
        () -> {
          Optional<String> now =
              Optional.of("%s; no earlier version can serve instead".formatted(reason));
          if (!now.equals(fellBack)) {
            log.error("{}", now.get());
          }
          fellBack = now;
        });
    return version;
  }

  /**
   * What becomes of the canary, by what this process has seen; empty without one.
   *
   * @param slowFactor times the champion's time for a face, beyond which it is too slow
   */
  public Optional<CanaryRule.Verdict> canaryVerdict(
      CanaryRule rule, double slowFactor, Instant now) {
    return wanted
        .canary()
        .flatMap(
            assignment ->
                Optional.ofNullable(refused.get(assignment.version()))
                    .map(why -> new CanaryRule.Verdict(CanaryRule.Outcome.END, why))
                    .or(
                        () ->
                            slot.canary()
                                .map(
                                    canary ->
                                        rule.verdict(
                                            canary.tally(),
                                            canary.complaint(slot.served(), slowFactor),
                                            assignment.since(),
                                            now))));
  }

  /** What this process has seen of the canary; empty while none runs. */
  public Optional<CanaryFigures> canaryFigures() {
    return slot.canary().map(canary -> canary.figures(slot.served()));
  }

  /** The version that runs in the shadow; 0 for none. */
  public int challenger() {
    return shadow.challenger();
  }

  /** Loaded, tested and warm. */
  public Set<Integer> ready() {
    Set<Integer> ready = new HashSet<>(loaded.keySet());
    ready.removeAll(refused.keySet());
    return ready;
  }

  /** Version to why it cannot serve here. */
  public Map<Integer, String> refused() {
    return Map.copyOf(refused);
  }

  /** Only once no thread predicts any more. */
  @Override
  public void close() {
    shadow.close();
    loaded.values().forEach(ExpressionModel::close);
    loaded.clear();
  }

  private int loadFirst(Wanted wanted) {
    int champion = wanted.champion();
    try {
      loaded.put(champion, loader.apply(champion));
      return champion;
    } catch (RuntimeException e) {
      noteFailure(champion, e);
      List<Integer> before = new ArrayList<>(wanted.before());
      Collections.reverse(before);
      for (int version : before) {
        load(version);
        if (loaded.containsKey(version)) {
          log.error(fallbackReason(version, champion, String.valueOf(e.getMessage())));
          return version;
        }
      }
      throw e;
    }
  }

  /** The latest champion before {@code failed} that can serve. */
  private Optional<Integer> reloadEarlier(int failed) {
    List<Integer> history = new ArrayList<>(wanted.before());
    Collections.reverse(history);
    return history.stream()
        .filter(version -> version != failed)
        .peek(this::load)
        .filter(version -> loaded.containsKey(version) && !refused.containsKey(version))
        .findFirst();
  }

  private static String fallbackReason(int version, int champion, String why) {
    return "model version %d serves instead of the champion, version %d: %s"
        .formatted(version, champion, why);
  }

  private void load(int version) {
    if (version == 0 || loaded.containsKey(version) || refused.containsKey(version)) {
      return;
    }
    try {
      loaded.put(version, loader.apply(version));
    } catch (RuntimeException e) {
      // The champion serves on; the reason is in our status.
      noteFailure(version, e);
    }
  }

  private void noteFailure(int version, RuntimeException e) {
    if (e instanceof RetriableException) {
      // Kafka's fault, not the model's: the next time may be better.
      log.warn("model version {} cannot be read now: {}", version, e.getMessage());
    } else {
      refused.put(version, String.valueOf(e.getMessage()));
      log.warn("model version {} cannot serve here: {}", version, e.getMessage());
    }
  }

  private void activate(Wanted wanted, ExpressionModel model, Instant now) {
    int version = wanted.champion();
    if (refused.containsKey(version)) {
      return;
    }
    log.info("model version {} serves instead of {}", version, slot.served().version());
    fellBack = Optional.empty();
    slot.swap(version, model, !probation.isZero() && promoted(wanted.before()));
    before = wanted.before();
    probationEnd = now.plus(probation);
  }

  /**
   * Whether a champion with {@code history} was promoted over the one that serves: that is the last
   * of it. A roll-back shortens the history, and there is no probation after a rollback, because it
   * was requested explicitly.
   */
  private boolean promoted(List<Integer> history) {
    return history.size() >= before.size()
        && !history.isEmpty()
        && history.get(history.size() - 1) == slot.served().version();
  }

  private void challenge(Wanted wanted) {
    boolean useful =
        wanted.challenger() != slot.served().version() && !refused.containsKey(wanted.challenger());
    Optional<ExpressionModel> challenger =
        Optional.ofNullable(loaded.get(wanted.challenger())).filter(model -> useful);
    shadow.challenger(wanted.challenger(), challenger);
  }

  private void followCanary(Wanted wanted) {
    Optional<ModelAssignment> usable =
        wanted
            .canary()
            .filter(assignment -> assignment.percent() > 0)
            .filter(assignment -> assignment.version() != slot.served().version())
            .filter(assignment -> ready().contains(assignment.version()));
    boolean running =
        slot.canary()
            .filter(
                canary ->
                    usable
                        .filter(it -> it.version() == canary.version())
                        .filter(it -> it.percent() == canary.cameras().percent())
                        .isPresent())
            .isPresent();
    if (!running && (usable.isPresent() || slot.canary().isPresent())) {
      slot.canary(
          usable.map(
              it ->
                  new Canary(
                      new ModelSlot.Served(
                          it.version(), Objects.requireNonNull(loaded.get(it.version()))),
                      new CameraShare(it.percent()))));
    }
  }

  private void discardAllBut(Wanted wanted) {
    Set<Integer> needed = new HashSet<>(wanted.versions());
    needed.add(slot.served().version());
    slot.fallback().ifPresent(old -> needed.add(old.version()));
    List<Integer> needless =
        loaded.keySet().stream().filter(version -> !needed.contains(version)).toList();
    for (int version : needless) {
      loaded.remove(version).close();
    }
  }
}
