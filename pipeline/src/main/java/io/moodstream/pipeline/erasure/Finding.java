package io.moodstream.pipeline.erasure;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a topic holds of a camera. For one thread. */
final class Finding {
  private final CameraTopic topic;
  private final SortedMap<Integer, Part> parts = new TreeMap<>();

  /** One partition. */
  static final class Part {
    private final MessageDigest digest = sha256();
    private final Set<ByteBuffer> keys = new LinkedHashSet<>();
    private long records;
    private long bytes;
    private long others;
    private long othersBeforeLast;
    private long last = -1;
    private boolean hasValues;

    /** Of the records that were found. */
    long lastOffset() {
      return last;
    }

    /** Keys of the records that were found, each once, but for those that may come again. */
    Set<ByteBuffer> replaceable() {
      return keys;
    }

    private void add(ConsumerRecord<byte[], byte[]> record, boolean comesAgain) {
      records++;
      last = record.offset();
      othersBeforeLast = others;
      hasValues |= record.value() != null;
      bytes += addToDigest(record.key()) + addToDigest(record.value());
      if (record.key() != null && !comesAgain) {
        keys.add(ByteBuffer.wrap(record.key()));
      }
    }

    private int addToDigest(byte[] field) {
      int length = field == null ? 0 : field.length;
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
      if (field != null) {
        digest.update(field);
      }
      return length;
    }
  }

  Finding(CameraTopic topic) {
    this.topic = topic;
  }

  CameraTopic topic() {
    return topic;
  }

  /**
   * @param comesAgain as {@link CameraTopic#mayComeAgain}
   */
  void add(ConsumerRecord<byte[], byte[]> record, boolean comesAgain) {
    part(record).add(record, comesAgain);
  }

  /** A record of another camera, or of another time. */
  void pass(ConsumerRecord<byte[], byte[]> record) {
    part(record).others++;
  }

  private Part part(ConsumerRecord<byte[], byte[]> record) {
    return parts.computeIfAbsent(record.partition(), number -> new Part());
  }

  /** Partitions with records of the camera. */
  Map<Integer, Part> parts() {
    SortedMap<Integer, Part> found = new TreeMap<>(parts);
    found.values().removeIf(part -> part.records == 0);
    return found;
  }

  boolean isEmpty() {
    return records() == 0;
  }

  /** Whether any record has a value: records without are what a removal leaves for a while. */
  boolean hasValues() {
    return parts.values().stream().anyMatch(part -> part.hasValues);
  }

  long records() {
    return parts.values().stream().mapToLong(part -> part.records).sum();
  }

  /** Of keys and values. */
  long bytes() {
    return parts.values().stream().mapToLong(part -> part.bytes).sum();
  }

  /** Records of other cameras that are older than the last one found in their partition. */
  long othersBefore() {
    return parts.values().stream().mapToLong(part -> part.othersBeforeLast).sum();
  }

  /**
   * Over the records in the order of partition and offset: length (4 bytes, big-endian) and bytes
   * of the key, then of the value. Ends the finding: nothing may be added afterwards.
   */
  String digest() {
    MessageDigest all = sha256();
    parts().values().forEach(part -> all.update(part.digest.digest()));
    return HexFormat.of().formatHex(all.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
