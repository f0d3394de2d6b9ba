package io.moodstream.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.serde.CloudEvents;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * How a record that could not be processed is kept: the reason, its place and the SHA-256 of its
 * value in headers, and only the value's first 64 bytes, because the whole may be a picture of
 * people. All of it is bounded, so that a letter fits wherever it is sent, however large the record
 * was.
 */
public final class DeadLetter {
  public static final String REASON = "moodstream.reason";
  public static final String SHA256 = "moodstream.sha256";
  public static final String SIZE = "moodstream.size";
  public static final String SOURCE = "moodstream.source";

  /** Bytes of the key, where only its beginning is kept. */
  public static final String KEY_SIZE = "moodstream.key-size";

  /** How many of the record's own headers are left out because they are too large. */
  public static final String HEADERS_LEFT_OUT = "moodstream.headers-left-out";

  private static final CloudEvents EVENTS = new CloudEvents("dead-letter", CloudEvents.BYTES);

  private static final int KEPT_BYTES = 64;

  /** Bytes; a camera's id has 64 at most. */
  private static final int LARGEST_KEY = 256;

  /** Bytes of all the record's own headers; those of a frame have about 250. */
  private static final int LARGEST_HEADERS = 8 << 10;

  /** What a header costs besides its name and value, at least. */
  private static final int HEADER_COST = 16;

  /** Characters. */
  private static final int LONGEST_REASON = 500;

  /** Where the record was read. */
  public record Source(String topic, int partition, long offset) {
    @Override
    public String toString() {
      return "%s-%d@%d".formatted(topic, partition, offset);
    }
  }

  private DeadLetter() {}

  /** The letter of a record as it was read. */
  static ProducerRecord<byte[], byte[]> of(
      String deadLetters,
      Source source,
      Headers given,
      byte @Nullable [] key,
      byte @Nullable [] value,
      String reason) {
    Headers headers = headers(given);
    byte[] keptKey = key(headers, key);
    byte[] kept = describe(headers, value == null ? new byte[0] : value, reason, source);
    return new ProducerRecord<>(deadLetters, null, keptKey, kept, headers);
  }

  /**
   * The letter of a record inside a topology.
   *
   * @param topic that it was read from
   */
  public static <K, V> Record<byte[], byte[]> of(
      Record<K, V> record, Topic<K, V> topic, Source source, String reason) {
    Headers headers = headers(record.headers());
    byte[] key = key(headers, topic.key().serializer().serialize(topic.name(), record.key()));
    byte[] value = topic.value().serializer().serialize(topic.name(), record.value());
    byte[] kept = describe(headers, value == null ? new byte[0] : value, reason, source);
    return new Record<>(key, kept, record.timestamp(), headers);
  }

  /** The record's own headers as far as they are kept, to be added to. */
  public static Headers headers(Headers given) {
    var kept = new RecordHeaders();
    int room = LARGEST_HEADERS;
    int leftOut = 0;
    for (Header header : given) {
      int size = HEADER_COST + header.key().getBytes(UTF_8).length + length(header.value());
      if (size <= room) {
        kept.add(header);
        room -= size;
      } else {
        leftOut++;
      }
    }
    return leftOut == 0
        ? kept
        : kept.add(HEADERS_LEFT_OUT, Integer.toString(leftOut).getBytes(UTF_8));
  }

  /** The key as far as it is kept; {@code headers} record it if it was cut. */
  private static byte @Nullable [] key(Headers headers, byte @Nullable [] given) {
    if (given == null || given.length <= LARGEST_KEY) {
      return given;
    }
    headers.add(KEY_SIZE, Integer.toString(given.length).getBytes(UTF_8));
    return Arrays.copyOf(given, LARGEST_KEY);
  }

  /**
   * The reason without the end of what it quotes, where that is long; control characters, which
   * could forge lines of a log or colour a terminal, are escaped.
   */
  public static String shortened(String reason) {
    String kept =
        reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON - 1) + "…";
    return kept.codePoints()
        .mapToObj(
            code ->
                Character.isISOControl(code) ? "\\x%02x".formatted(code) : Character.toString(code))
        .collect(Collectors.joining());
  }

  /** Adds the headers to {@code headers} and returns what to write as the value. */
  public static byte[] describe(Headers headers, byte[] value, String reason, Source source) {
    EVENTS.describeAgain(headers);
    headers
        .add(REASON, shortened(reason).getBytes(UTF_8))
        .add(SHA256, HexFormat.of().formatHex(sha256(value)).getBytes(UTF_8))
        .add(SIZE, Integer.toString(value.length).getBytes(UTF_8))
        .add(SOURCE, source.toString().getBytes(UTF_8));
    return Arrays.copyOf(value, Math.min(KEPT_BYTES, value.length));
  }

  private static int length(byte @Nullable [] value) {
    return value == null ? 0 : value.length;
  }

  private static byte[] sha256(byte[] value) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
