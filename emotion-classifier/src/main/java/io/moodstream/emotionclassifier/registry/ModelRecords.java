package io.moodstream.emotionclassifier.registry;

import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.model.Sha256;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelAssignment;
import io.moodstream.pipeline.models.ModelKey;
import io.moodstream.pipeline.models.ModelManifest;
import io.moodstream.pipeline.models.ModelSerdes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** How a {@link ModelChange} is written to Kafka. */
public final class ModelRecords {
  /** Fits every cluster's default limit of a record. */
  public static final int CHUNK_BYTES = 900_000;

  private ModelRecords() {}

  /** The bundle in chunks, then its manifest: who sees that can read all of it. */
  static List<ProducerRecord<byte[], byte[]>> published(
      int version, ModelBundle bundle, byte[] zip, ModelChange.Request request) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    int chunks = 0;
    for (int from = 0; from < zip.length; from += CHUNK_BYTES) {
      byte[] chunk = Arrays.copyOfRange(zip, from, Math.min(zip.length, from + CHUNK_BYTES));
      records.add(record(Topics.MODELS, ModelKey.chunk(version, chunks++), Optional.of(chunk)));
    }
    var manifest =
        new ModelManifest(
            version,
            bundle.sha256(),
            Sha256.hex(zip),
            zip.length,
            chunks,
            bundle.card().toJson(),
            request.at(),
            request.by(),
            false);
    records.add(record(Topics.MODELS, ModelKey.manifest(version), Optional.of(bytes(manifest))));
    return records;
  }

  /** The chunks are gone; the manifest stays, so that the version is never given again. */
  static List<ProducerRecord<byte[], byte[]>> deleted(ModelManifest manifest) {
    int version = manifest.version();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int chunk = 0; chunk < manifest.chunks(); chunk++) {
      records.add(record(Topics.MODELS, ModelKey.chunk(version, chunk), Optional.empty()));
    }
    byte[] rest = bytes(manifest.withoutChunks());
    records.add(record(Topics.MODELS, ModelKey.manifest(version), Optional.of(rest)));
    return records;
  }

  static ProducerRecord<byte[], byte[]> assigned(
      ModelAlias alias, int version, List<Integer> before, ModelChange.Request request) {
    var assignment =
        new ModelAssignment(version, before, request.at(), request.by(), request.reason());
    return record(Topics.MODEL_ALIASES, alias, Optional.of(assignment));
  }

  static ProducerRecord<byte[], byte[]> canary(
      int version, int percent, ModelChange.Request request) {
    var assignment =
        new ModelAssignment(
            version, List.of(), request.at(), request.by(), request.reason(), percent);
    return record(Topics.MODEL_ALIASES, ModelAlias.CANARY, Optional.of(assignment));
  }

  static ProducerRecord<byte[], byte[]> audited(
      ModelChange.Request request, AuditEntry.Action action, int from, int to) {
    var entry = new AuditEntry(request.at(), request.by(), action, from, to, request.reason());
    return record(Topics.AUDIT, Integer.toString(to == 0 ? from : to), Optional.of(entry));
  }

  private static <K, V> ProducerRecord<byte[], byte[]> record(
      Topic<K, V> topic, K key, Optional<V> value) {
    var headers = new RecordHeaders();
    byte[] bytes = topic.value().serializer().serialize(topic.name(), headers, value.orElse(null));
    byte[] keyBytes = topic.key().serializer().serialize(topic.name(), key);
    return new ProducerRecord<>(topic.name(), 0, keyBytes, bytes, headers);
  }

  /** The value of {@link ModelKey#manifest}. */
  public static byte[] bytes(ModelManifest manifest) {
    return ModelSerdes.MANIFEST.serializer().serialize(Topics.MODELS.name(), manifest);
  }

  /**
   * @throws org.apache.kafka.common.errors.SerializationException if the bytes are not a manifest
   */
  public static ModelManifest manifest(byte[] bytes) {
    return ModelSerdes.MANIFEST.deserializer().deserialize(Topics.MODELS.name(), bytes);
  }
}
