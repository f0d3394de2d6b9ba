package io.moodstream.emotionclassifier.registry;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.ClassifierStatus;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelAssignment;
import io.moodstream.pipeline.models.ModelKey;
import io.moodstream.pipeline.models.ModelManifest;
import io.moodstream.pipeline.models.ModelRegistry.UnknownModel;
import io.moodstream.pipeline.stage.RecordGuard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the topics about models say, record by record. Chunks are not kept, only where they begin.
 * For one thread.
 */
public final class ModelCatalog {
  /** Six missed heartbeats: while it loads a model a classifier sends none. */
  static final Duration LIVE = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(ModelCatalog.class);
  private static final int AUDIT_LENGTH = 1_000;
  private static final int MOST_CLASSIFIERS = 1_000;

  /** Versions are given one after the other, and their manifests stay. */
  private static final int MOST_MISSING = 1_000;

  /**
   * @param firstChunk offset at which reading its chunks begins
   * @param end offset of the manifest
   */
  public record Published(ModelManifest manifest, long firstChunk, long end) {}

  /**
   * @param at the broker's time: a classifier's own clock may be wrong
   */
  private record Heartbeat(ClassifierStatus status, Instant at) {}

  private final RecordGuard guard;
  private final SortedMap<Integer, Published> published = new TreeMap<>();
  private final Map<Integer, Long> firstChunks = new HashMap<>();
  private final Map<ModelAlias, ModelAssignment> aliases = new EnumMap<>(ModelAlias.class);
  private final SortedMap<String, Heartbeat> classifiers = new TreeMap<>();
  private final Deque<AuditEntry> audit = new ArrayDeque<>();

  /** Of a short-lived process, which has no metrics. */
  public ModelCatalog() {
    this(RecordGuard.of(log));
  }

  private ModelCatalog(RecordGuard guard) {
    this.guard = guard;
  }

  /**
   * @param reader the stage that counts the records that cannot be read
   */
  static ModelCatalog counting(MeterRegistry metrics, String reader) {
    return new ModelCatalog(RecordGuard.of(log, metrics, reader));
  }

  /** A record that cannot be read is logged and skipped. */
  public void apply(ConsumerRecord<byte[], byte[]> record) {
    guard.read(record, this::read);
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    String topic = record.topic();
    if (topic.equals(Topics.MODELS.name())) {
      model(key(Topics.MODELS, record), record);
    } else if (topic.equals(Topics.MODEL_ALIASES.name())) {
      alias(key(Topics.MODEL_ALIASES, record), value(Topics.MODEL_ALIASES, record));
    } else if (topic.equals(Topics.CLASSIFIERS.name())) {
      Instant at = Instant.ofEpochMilli(record.timestamp());
      classifier(key(Topics.CLASSIFIERS, record), value(Topics.CLASSIFIERS, record), at);
    } else if (topic.equals(Topics.AUDIT.name())) {
      value(Topics.AUDIT, record).ifPresent(this::audit);
    }
  }

  /** Deleted ones too, by version. */
  public SortedMap<Integer, Published> published() {
    return published;
  }

  /** Those that are not deleted, by version. */
  public List<ModelManifest> models() {
    return published.values().stream()
        .map(Published::manifest)
        .filter(manifest -> !manifest.deleted())
        .toList();
  }

  /**
   * @throws UnknownModel if there is none, or it is deleted
   */
  public Published model(int version) {
    return Optional.ofNullable(published.get(version))
        .filter(model -> !model.manifest().deleted())
        .orElseThrow(() -> new UnknownModel(version));
  }

  /** That name a version. */
  public Map<ModelAlias, ModelAssignment> aliases() {
    return aliases;
  }

  /** 0 for none. */
  public int version(ModelAlias alias) {
    return Optional.ofNullable(aliases.get(alias)).map(ModelAssignment::version).orElse(0);
  }

  /** The latest at the end. */
  public List<Integer> championsBefore() {
    return Optional.ofNullable(aliases.get(ModelAlias.CHAMPION))
        .map(ModelAssignment::before)
        .orElse(List.of());
  }

  /** Those that have been heard of lately, by id. */
  public List<ClassifierStatus> live(Instant now) {
    return classifiers.values().stream()
        .filter(heartbeat -> heartbeat.at().isAfter(now.minus(LIVE)))
        .map(Heartbeat::status)
        .toList();
  }

  /** In the order of time. */
  public List<AuditEntry> audit() {
    return audit.stream().sorted(Comparator.comparing(AuditEntry::at)).toList();
  }

  private void model(Optional<ModelKey> key, ConsumerRecord<byte[], byte[]> record) {
    if (key.isEmpty() || record.value() == null) {
      return;
    }
    int version = key.get().version();
    if (key.get().chunk().isPresent()) {
      if (key.get().chunk().getAsInt() == 0) {
        firstChunks.put(version, record.offset());
      }
      return;
    }
    ModelManifest manifest = ModelRecords.manifest(record.value());
    if (manifest.version() != version) {
      throw new SerializationException(
          "the manifest of version %d states %d".formatted(version, manifest.version()));
    }
    int latest = published.isEmpty() ? 0 : published.lastKey();
    if (version - latest > MOST_MISSING) {
      throw new SerializationException(
          "version %d follows version %d: no version could follow it".formatted(version, latest));
    }
    long first = firstChunks.getOrDefault(version, record.offset());
    published.put(version, new Published(manifest, first, record.offset()));
  }

  private void alias(Optional<ModelAlias> alias, Optional<ModelAssignment> assignment) {
    alias.ifPresent(
        named -> {
          if (assignment.map(ModelAssignment::version).orElse(0) == 0) {
            aliases.remove(named);
          } else {
            aliases.put(named, assignment.get());
          }
        });
  }

  private void classifier(Optional<String> id, Optional<ClassifierStatus> status, Instant at) {
    id.ifPresent(
        named ->
            status.ifPresentOrElse(
                said -> classifiers.put(named, new Heartbeat(said, at)),
                () -> classifiers.remove(named)));
    if (classifiers.size() > MOST_CLASSIFIERS) {
      Heartbeat oldest = Collections.min(classifiers.values(), Comparator.comparing(Heartbeat::at));
      classifiers.values().remove(oldest);
    }
  }

  /** An erasure writes the entries that stay a second time, and later deletes the others. */
  private void audit(AuditEntry entry) {
    if (audit.contains(entry)) {
      return;
    }
    audit.removeIf(entry::erases);
    audit.add(entry);
    if (audit.size() > AUDIT_LENGTH) {
      audit.remove();
    }
  }

  private static <K> Optional<K> key(Topic<K, ?> topic, ConsumerRecord<byte[], byte[]> record) {
    return Optional.ofNullable(
        topic.key().deserializer().deserialize(record.topic(), record.key()));
  }

  private static <V> Optional<V> value(Topic<?, V> topic, ConsumerRecord<byte[], byte[]> record) {
    return Optional.ofNullable(
        topic.value().deserializer().deserialize(record.topic(), record.value()));
  }
}
