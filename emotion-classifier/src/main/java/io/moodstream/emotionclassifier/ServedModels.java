package io.moodstream.emotionclassifier;

import io.moodstream.pipeline.ModelAlias;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
final class ServedModels implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ServedModels.class);

  private final IntFunction<ExpressionModel> loader;
  private final ModelSlot slot;
  private final Shadow shadow;
  private final Duration probation;
  private final Map<Integer, ExpressionModel> loaded = new TreeMap<>();
  private final Map<Integer, String> refused = new TreeMap<>();
  private final Set<Integer> hasServed = new HashSet<>();
  private Instant probationEnd = Instant.MIN;

  /** Which versions are wanted; 0 for none. */
  record Wanted(int champion, int challenger, int candidate) {
    static Wanted of(ModelCatalog catalog) {
      return new Wanted(
          catalog.version(ModelAlias.CHAMPION),
          catalog.version(ModelAlias.CHALLENGER),
          catalog.version(ModelAlias.CANDIDATE));
    }

    private List<Integer> versions() {
      return List.of(champion, candidate, challenger);
    }
  }

  /**
   * @param loader loads and tests a version
   * @param first the champion at the start, which is loaded right here
   * @param probation how long the old champion stays behind a new one
   */
  ServedModels(IntFunction<ExpressionModel> loader, int first, Shadow shadow, Duration probation) {
    this.loader = loader;
    this.shadow = shadow;
    this.probation = probation;
    ExpressionModel model = loader.apply(first);
    loaded.put(first, model);
    hasServed.add(first);
    slot = new ModelSlot(first, model);
  }

  ModelSlot slot() {
    return slot;
  }

  /** Loads what is wanted, lets the champion serve and closes what nobody wants any more. */
  void follow(Wanted wanted, Instant now) {
    refused.keySet().retainAll(wanted.versions());
    wanted.versions().forEach(this::load);
    if (wanted.champion() != slot.served().version()) {
      Optional.ofNullable(loaded.get(wanted.champion()))
          .ifPresent(model -> crown(wanted.champion(), model, now));
    }
    if (slot.behind().isPresent() && now.isAfter(probationEnd)) {
      slot.dropBehind();
    }
    challenge(wanted);
    discardAllBut(wanted);
  }

  /**
   * Back to the champion before this one, at once: here, before anybody else has heard of it.
   *
   * @param reason that the version is refused for from now on
   */
  void fallBack(String reason) {
    ModelSlot.Served failed = slot.served();
    ModelSlot.Served old = slot.behind().orElseThrow();
    refused.put(failed.version(), reason);
    hasServed.remove(failed.version());
    slot.swap(old.version(), old.model(), false);
    log.warn("model version {} serves again: {}", old.version(), reason);
  }

  /** The version that runs in the shadow; 0 for none. */
  int challenger() {
    return shadow.challenger();
  }

  /** Loaded, tested and warm. */
  Set<Integer> ready() {
    Set<Integer> ready = new HashSet<>(loaded.keySet());
    ready.removeAll(refused.keySet());
    return ready;
  }

  /** Version to why it cannot serve here. */
  Map<Integer, String> refused() {
    return Map.copyOf(refused);
  }

  /** Only when nobody judges any more. */
  @Override
  public void close() {
    shadow.close();
    loaded.values().forEach(ExpressionModel::close);
    loaded.clear();
  }

  private void load(int version) {
    if (version == 0 || loaded.containsKey(version) || refused.containsKey(version)) {
      return;
    }
    try {
      loaded.put(version, loader.apply(version));
    } catch (RetriableException e) {
      // Kafka's fault, not the model's: the next time may be better.
      log.warn("model version {} cannot be read now: {}", version, e.getMessage());
    } catch (RuntimeException e) {
      // The champion serves on; whoever asked for this version reads the reason in our status.
      refused.put(version, String.valueOf(e.getMessage()));
      log.warn("model version {} cannot serve here: {}", version, e.getMessage());
    }
  }

  private void crown(int version, ExpressionModel model, Instant now) {
    if (refused.containsKey(version)) {
      return;
    }
    log.info("model version {} serves instead of {}", version, slot.served().version());
    // One that has served here before comes back because somebody wants it so: it is not on trial.
    slot.swap(version, model, hasServed.add(version));
    probationEnd = now.plus(probation);
  }

  private void challenge(Wanted wanted) {
    boolean useful =
        wanted.challenger() != slot.served().version() && !refused.containsKey(wanted.challenger());
    Optional<ExpressionModel> challenger =
        Optional.ofNullable(loaded.get(wanted.challenger())).filter(model -> useful);
    shadow.challenger(wanted.challenger(), challenger);
  }

  private void discardAllBut(Wanted wanted) {
    Set<Integer> needed = new HashSet<>(wanted.versions());
    needed.add(slot.served().version());
    slot.behind().ifPresent(old -> needed.add(old.version()));
    List<Integer> needless =
        loaded.keySet().stream().filter(version -> !needed.contains(version)).toList();
    for (int version : needless) {
      loaded.remove(version).close();
    }
  }
}
