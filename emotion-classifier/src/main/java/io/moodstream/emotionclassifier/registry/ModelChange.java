package io.moodstream.emotionclassifier.registry;

import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.CameraShare;
import io.moodstream.pipeline.models.ClassifierStatus;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelAssignment;
import io.moodstream.pipeline.models.ModelManifest;
import io.moodstream.pipeline.models.ModelRegistry.ModelConflict;
import io.moodstream.pipeline.models.ModelRegistry.Publication;
import io.moodstream.pipeline.models.ModelRegistry.UnknownModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What one transaction writes, decided from the current state. Nothing here touches Kafka.
 *
 * @param records in their order; empty when nothing needs to change
 */
public record ModelChange<T>(List<ProducerRecord<byte[], byte[]>> records, T result) {
  private static final int REMEMBERED = 32;

  /** Who asks, when and why. */
  public record Request(String by, Instant at, String reason) {}

  public ModelChange {
    records = List.copyOf(records);
  }

  /**
   * The next version, unless the same content has one. Where nothing serves it becomes champion.
   */
  public static ModelChange<Publication> publish(
      ModelCatalog catalog, ModelBundle bundle, byte[] zip, Request request) {
    String sha256 = bundle.sha256();
    Optional<ModelManifest> known =
        catalog.models().stream().filter(model -> model.sha256().equals(sha256)).findFirst();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    int version = known.map(ModelManifest::version).orElseGet(() -> nextVersion(catalog));
    if (known.isEmpty()) {
      records.addAll(ModelRecords.published(version, bundle, zip, request));
      records.add(ModelRecords.audited(request, AuditEntry.Action.PUBLISHED, 0, version));
    }
    if (catalog.version(ModelAlias.CHAMPION) == 0) {
      records.add(ModelRecords.assigned(ModelAlias.CHAMPION, version, List.of(), request));
      records.add(ModelRecords.audited(request, AuditEntry.Action.PROMOTED, 0, version));
    }
    return new ModelChange<>(records, new Publication(version, sha256, known.isPresent()));
  }

  /** The same where there is no champion; nothing where there is one. */
  public static ModelChange<Integer> publishFirst(
      ModelCatalog catalog, ModelBundle bundle, byte[] zip, Request request) {
    int champion = catalog.version(ModelAlias.CHAMPION);
    if (champion != 0) {
      return new ModelChange<>(List.of(), champion);
    }
    ModelChange<Publication> change = publish(catalog, bundle, zip, request);
    return new ModelChange<>(change.records(), change.result().version());
  }

  /**
   * @param version 0 for none
   */
  public static ModelChange<Integer> challenge(ModelCatalog catalog, int version, Request request) {
    int current = catalog.version(ModelAlias.CHALLENGER);
    if (version != 0) {
      requireOther(catalog, version, ModelAlias.CHAMPION);
    }
    if (version == current) {
      return new ModelChange<>(List.of(), version);
    }
    return new ModelChange<>(
        List.of(
            ModelRecords.assigned(ModelAlias.CHALLENGER, version, List.of(), request),
            ModelRecords.audited(request, AuditEntry.Action.CHALLENGED, current, version)),
        version);
  }

  /** From now on {@code version} serves a share of the cameras. */
  public static ModelChange<Integer> startCanary(
      ModelCatalog catalog, int version, CameraShare cameras, Request request) {
    requireOther(catalog, version, ModelAlias.CHAMPION);
    int running = catalog.version(ModelAlias.CANARY);
    if (running != 0 && running != version) {
      throw new ModelConflict("version %d is the canary: end it first".formatted(running));
    }
    return new ModelChange<>(
        List.of(
            ModelRecords.canary(version, cameras.percent(), request),
            ModelRecords.audited(
                request,
                AuditEntry.Action.CANARY_STARTED,
                catalog.version(ModelAlias.CHAMPION),
                version)),
        version);
  }

  /** Nothing where {@code version} is not the canary any more. */
  public static ModelChange<Integer> endCanary(ModelCatalog catalog, int version, Request request) {
    if (version == 0 || catalog.version(ModelAlias.CANARY) != version) {
      return new ModelChange<>(List.of(), version);
    }
    return new ModelChange<>(
        List.of(
            ModelRecords.canary(0, 0, request),
            ModelRecords.audited(
                request,
                AuditEntry.Action.CANARY_ENDED,
                version,
                catalog.version(ModelAlias.CHAMPION))),
        version);
  }

  /** The canary becomes champion; nothing where {@code version} is not the canary any more. */
  public static ModelChange<Integer> finishCanary(
      ModelCatalog catalog, int version, Request request) {
    if (catalog.version(ModelAlias.CANARY) != version) {
      return new ModelChange<>(List.of(), version);
    }
    return champion(catalog, version, request);
  }

  /** The first step of a promotion: from now on every classifier gets ready for {@code version}. */
  public static ModelChange<Integer> nominate(
      ModelCatalog catalog, int version, Request request, Duration limit) {
    requireOther(catalog, version, ModelAlias.CHAMPION);
    requireNoOtherCandidate(catalog, version, request, limit);
    return new ModelChange<>(
        List.of(ModelRecords.assigned(ModelAlias.CANDIDATE, version, List.of(), request)), version);
  }

  /** The second step: every classifier is ready, so {@code version} serves. */
  public static ModelChange<Integer> promote(ModelCatalog catalog, int version, Request request) {
    requireCandidate(catalog, version);
    return champion(catalog, version, request);
  }

  private static ModelChange<Integer> champion(ModelCatalog catalog, int version, Request request) {
    int champion = catalog.version(ModelAlias.CHAMPION);
    List<Integer> before = new ArrayList<>(catalog.championsBefore());
    if (champion != 0) {
      before.add(champion);
    }
    return activated(catalog, version, before, request, AuditEntry.Action.PROMOTED);
  }

  /**
   * The second step of a roll-back: the versions after {@code version} are forgotten. Nothing where
   * someone else was first.
   *
   * @throws UnknownModel if it is deleted
   */
  public static ModelChange<Integer> rollBack(
      ModelCatalog catalog, int version, Request request, AuditEntry.Action action) {
    if (catalog.version(ModelAlias.CHAMPION) == version) {
      return new ModelChange<>(List.of(), version);
    }
    var unused = catalog.model(version);
    List<Integer> before = catalog.championsBefore();
    int at = before.lastIndexOf(version);
    return activated(catalog, version, before.subList(0, Math.max(at, 0)), request, action);
  }

  /** Instead of the second step: the promotion failed, the champion serves on. */
  public static ModelChange<Integer> withdraw(ModelCatalog catalog, int version, Request request) {
    if (catalog.version(ModelAlias.CANDIDATE) != version) {
      return new ModelChange<>(List.of(), version);
    }
    return new ModelChange<>(
        List.of(
            ModelRecords.assigned(ModelAlias.CANDIDATE, 0, List.of(), request),
            ModelRecords.audited(
                request,
                AuditEntry.Action.PROMOTION_FAILED,
                catalog.version(ModelAlias.CHAMPION),
                version)),
        version);
  }

  public static ModelChange<Integer> delete(ModelCatalog catalog, int version, Request request) {
    ModelManifest manifest = catalog.model(version).manifest();
    for (ModelAlias alias : ModelAlias.values()) {
      if (catalog.version(alias) == version) {
        throw new ModelConflict("version %d is the %s".formatted(version, alias));
      }
    }
    requireUnused(catalog, version, request);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(ModelRecords.deleted(manifest));
    records.add(ModelRecords.audited(request, AuditEntry.Action.DELETED, version, 0));
    return new ModelChange<>(records, version);
  }

  /** Nothing but a line in the audit. */
  static ModelChange<Integer> note(AuditEntry.Action action, int from, int to, Request request) {
    return new ModelChange<>(List.of(ModelRecords.audited(request, action, from, to)), to);
  }

  /**
   * The latest champion before this one that still exists.
   *
   * @throws ModelConflict if there was none
   */
  static int previous(ModelCatalog catalog) {
    return catalog.championsBefore().stream()
        .filter(version -> version != catalog.version(ModelAlias.CHAMPION))
        .filter(version -> catalog.models().stream().anyMatch(m -> m.version() == version))
        .reduce((earlier, later) -> later)
        .orElseThrow(() -> new ModelConflict("there is no champion before this one"));
  }

  /** Deleted versions count: a version is never given twice. */
  private static int nextVersion(ModelCatalog catalog) {
    return catalog.published().isEmpty() ? 1 : catalog.published().lastKey() + 1;
  }

  private static ModelChange<Integer> activated(
      ModelCatalog catalog,
      int version,
      List<Integer> before,
      Request request,
      AuditEntry.Action action) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    List<Integer> remembered =
        before.subList(Math.max(0, before.size() - REMEMBERED), before.size());
    records.add(ModelRecords.assigned(ModelAlias.CHAMPION, version, remembered, request));
    for (ModelAlias done :
        List.of(ModelAlias.CANDIDATE, ModelAlias.CHALLENGER, ModelAlias.CANARY)) {
      if (catalog.version(done) == version) {
        records.add(ModelRecords.assigned(done, 0, List.of(), request));
      }
    }
    records.add(
        ModelRecords.audited(request, action, catalog.version(ModelAlias.CHAMPION), version));
    return new ModelChange<>(records, version);
  }

  /**
   * @throws UnknownModel if there is no such version
   */
  private static void requireOther(ModelCatalog catalog, int version, ModelAlias alias) {
    var unused = catalog.model(version);
    if (catalog.version(alias) == version) {
      throw new ModelConflict("version %d is the %s already".formatted(version, alias));
    }
  }

  /** A fall back would make a champion of what is gone. */
  private static void requireUnused(ModelCatalog catalog, int version, Request request) {
    if (!catalog.championsBefore().contains(version)) {
      return;
    }
    for (ClassifierStatus status : catalog.live(request.at())) {
      if (status.ready().contains(version)) {
        throw new ModelConflict(
            ("%s on %s keeps version %d in case the champion fails: it can be deleted some minutes"
                    + " after the promotion, when the champion has analysed enough faces")
                .formatted(status.id(), status.host(), version));
      }
    }
  }

  private static void requireNoOtherCandidate(
      ModelCatalog catalog, int version, Request request, Duration limit) {
    ModelAssignment candidate = catalog.aliases().get(ModelAlias.CANDIDATE);
    // An older one was left by a process that died.
    if (candidate != null && candidate.since().isAfter(request.at().minus(limit))) {
      throw new ModelConflict(
          "the promotion of version %d by %s is under way, so version %d has to wait"
              .formatted(candidate.version(), candidate.by(), version));
    }
  }

  private static void requireCandidate(ModelCatalog catalog, int version) {
    if (catalog.version(ModelAlias.CANDIDATE) != version) {
      throw new ModelConflict(
          "version %d is no longer the candidate: someone else promoted meanwhile"
              .formatted(version));
    }
  }
}
