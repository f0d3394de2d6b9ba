package io.moodstream.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.header.Headers;

/**
 * How a record that could not be processed is kept: the reason, its place and the SHA-256 of its
 * value in headers, and only the value's first 64 bytes, because the whole may be a picture of
 * people.
 */
public final class DeadLetter {
  public static final String REASON = "moodstream.reason";
  public static final String SHA256 = "moodstream.sha256";
  public static final String SIZE = "moodstream.size";
  public static final String SOURCE = "moodstream.source";

  private static final int KEPT_BYTES = 64;

  private DeadLetter() {}

  /** Adds the headers to {@code headers} and returns what to write as the value. */
  public static byte[] describe(
      Headers headers, byte[] value, String reason, String topic, int partition, long offset) {
    headers
        .add(REASON, reason.getBytes(UTF_8))
        .add(SHA256, HexFormat.of().formatHex(sha256(value)).getBytes(UTF_8))
        .add(SIZE, Integer.toString(value.length).getBytes(UTF_8))
        .add(SOURCE, "%s-%d@%d".formatted(topic, partition, offset).getBytes(UTF_8));
    return Arrays.copyOf(value, Math.min(KEPT_BYTES, value.length));
  }

  private static byte[] sha256(byte[] value) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
