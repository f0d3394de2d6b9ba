package io.moodstream.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.AuditEntry.Action;
import io.moodstream.pipeline.models.CameraShare;
import io.moodstream.pipeline.models.CanaryFigures;
import io.moodstream.pipeline.models.ClassifierStatus;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelAssignment;
import io.moodstream.pipeline.models.ModelManifest;
import io.moodstream.pipeline.models.ModelRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A registry that keeps its rules, without Kafka. A bundle is a text {@code name;architecture} or
 * {@code name;architecture;accuracy}. For many threads, like the real one.
 */
final class InMemoryModels implements ModelRegistry {
  private final Map<Integer, ModelManifest> published = new TreeMap<>();
  private final Map<Integer, byte[]> zips = new TreeMap<>();
  private final Map<ModelAlias, ModelAssignment> aliases = new EnumMap<>(ModelAlias.class);
  private final List<ClassifierStatus> classifiers = new ArrayList<>();
  private final List<AuditEntry> audit = new ArrayList<>();
  private volatile Runnable gettingReady = () -> {};
  private volatile Runnable checking = () -> {};

  /** What a promotion waits for. */
  void whenGettingReady(Runnable work) {
    gettingReady = work;
  }

  /** What the check of a bundle does. */
  void whenChecking(Runnable work) {
    checking = work;
  }

  synchronized void add(ClassifierStatus classifier) {
    classifiers.add(classifier);
  }

  synchronized void nominate(int version) {
    assign(ModelAlias.CANDIDATE, version, "test", "a promotion is under way");
  }

  /** Latest first, so that the page has to sort. */
  @Override
  public synchronized List<ModelManifest> models() {
    List<ModelManifest> models = new ArrayList<>(published.values());
    models.sort((a, b) -> b.version() - a.version());
    return models;
  }

  @Override
  public synchronized Map<ModelAlias, ModelAssignment> aliases() {
    return Map.copyOf(aliases);
  }

  @Override
  public synchronized List<ClassifierStatus> classifiers() {
    return List.copyOf(classifiers);
  }

  @Override
  public synchronized List<AuditEntry> audit() {
    return List.copyOf(audit);
  }

  @Override
  public synchronized byte[] zip(int version) {
    requirePublished(version);
    return zips.getOrDefault(version, new byte[0]).clone();
  }

  @Override
  public Publication publish(byte[] zip, String by) {
    checking.run();
    return add(zip, by);
  }

  private synchronized Publication add(byte[] zip, String by) {
    String[] parts = new String(zip, UTF_8).split(";", -1);
    if (parts.length < 2) {
      note(Action.REFUSED, 0, 0, by, "no card");
      throw new ModelRefused("the bundle has no card", new IllegalStateException());
    }
    String sha256 = "%064x".formatted(new String(zip, UTF_8).hashCode() & 0xffffffffL);
    for (ModelManifest model : published.values()) {
      if (model.sha256().equals(sha256) && !model.deleted()) {
        return new Publication(model.version(), sha256, true);
      }
    }
    int version = published.size() + 1;
    published.put(
        version,
        new ModelManifest(
            version, sha256, sha256, zip.length, 1, card(parts), RunningDashboard.NOW, by, false));
    zips.put(version, zip.clone());
    note(Action.PUBLISHED, 0, version, by, "published " + parts[0]);
    if (!aliases.containsKey(ModelAlias.CHAMPION)) {
      assign(ModelAlias.CHAMPION, version, by, "published " + parts[0]);
    }
    return new Publication(version, sha256, false);
  }

  @Override
  public synchronized void challenge(int version, String by, String reason) {
    int current = version(ModelAlias.CHALLENGER);
    if (version == 0) {
      aliases.remove(ModelAlias.CHALLENGER);
    } else {
      requireOtherThanChampion(version);
      assign(ModelAlias.CHALLENGER, version, by, reason);
    }
    note(Action.CHALLENGED, current, version, by, reason);
  }

  @Override
  public void promote(int version, String by, String reason) {
    requireOtherThanChampion(version);
    gettingReady.run();
    crown(version, by, reason, Action.PROMOTED);
  }

  @Override
  public synchronized void startCanary(int version, CameraShare cameras, String by, String reason) {
    requireOtherThanChampion(version);
    aliases.put(
        ModelAlias.CANARY,
        new ModelAssignment(
            version, List.of(), RunningDashboard.NOW, by, reason, cameras.percent()));
    note(Action.CANARY_STARTED, version(ModelAlias.CHAMPION), version, by, reason);
  }

  @Override
  public synchronized void endCanary(String by, String reason) {
    ModelAssignment canary = aliases.remove(ModelAlias.CANARY);
    if (canary == null) {
      throw new ModelConflict("there is no canary");
    }
    note(Action.CANARY_ENDED, canary.version(), version(ModelAlias.CHAMPION), by, reason);
  }

  @Override
  public synchronized int rollBack(String by, String reason) {
    List<Integer> before =
        Optional.ofNullable(aliases.get(ModelAlias.CHAMPION))
            .map(ModelAssignment::before)
            .orElse(List.of());
    if (before.isEmpty()) {
      throw new ModelConflict("there is no champion before this one");
    }
    int version = before.get(before.size() - 1);
    crown(version, by, reason, Action.ROLLED_BACK);
    return version;
  }

  @Override
  public synchronized void delete(int version, String by, String reason) {
    ModelManifest model = requirePublished(version);
    aliases.forEach(
        (alias, assignment) -> {
          if (assignment.version() == version) {
            throw new ModelConflict("version %d is the %s".formatted(version, alias));
          }
        });
    published.put(version, model.withoutChunks());
    note(Action.DELETED, version, 0, by, reason);
  }

  private synchronized void crown(int version, String by, String reason, Action action) {
    int champion = version(ModelAlias.CHAMPION);
    assign(ModelAlias.CHAMPION, version, by, reason);
    if (version(ModelAlias.CANARY) == version) {
      aliases.remove(ModelAlias.CANARY);
    }
    note(action, champion, version, by, reason);
  }

  private void assign(ModelAlias alias, int version, String by, String reason) {
    int before = version(alias);
    aliases.put(
        alias,
        new ModelAssignment(
            version, before == 0 ? List.of() : List.of(before), RunningDashboard.NOW, by, reason));
  }

  private synchronized void requireOtherThanChampion(int version) {
    requirePublished(version);
    if (version(ModelAlias.CHAMPION) == version) {
      throw new ModelConflict("version %d is the champion already".formatted(version));
    }
  }

  private ModelManifest requirePublished(int version) {
    return Optional.ofNullable(published.get(version))
        .filter(model -> !model.deleted())
        .orElseThrow(() -> new UnknownModel(version));
  }

  private int version(ModelAlias alias) {
    return Optional.ofNullable(aliases.get(alias)).map(ModelAssignment::version).orElse(0);
  }

  private void note(Action action, int from, int to, String by, String reason) {
    Instant at = RunningDashboard.NOW.plusSeconds(audit.size());
    audit.add(new AuditEntry(at, by, action, from, to, reason));
  }

  private static String card(String[] parts) {
    String metrics = parts.length < 3 ? "{}" : "{\"accuracy\":%s}".formatted(parts[2]);
    String data =
        parts.length < 4
            ? ""
            : ",\"data\":{\"source\":\"faces\",\"split\":\"test\",\"testImages\":%s}"
                .formatted(parts[3]);
    return "{\"name\":\"%s\",\"architecture\":\"%s\",\"metrics\":%s%s}"
        .formatted(parts[0], parts[1], metrics, data);
  }

  /** What a classifier has seen of version 2 as the canary. */
  static ClassifierStatus withCanary(String id, CanaryFigures figures) {
    return new ClassifierStatus(
            id,
            "host-1",
            ClassifierStatus.State.SERVING,
            1,
            0,
            Set.of(1, 2),
            Map.of(),
            RunningDashboard.NOW)
        .withCanary(Optional.of(figures));
  }

  /** One that runs the champion and refuses version 2. */
  static ClassifierStatus classifier(String id) {
    return new ClassifierStatus(
        id,
        "host-1",
        ClassifierStatus.State.SERVING,
        1,
        0,
        Set.of(3, 1),
        Map.of(2, "its self-test failed"),
        RunningDashboard.NOW);
  }
}
