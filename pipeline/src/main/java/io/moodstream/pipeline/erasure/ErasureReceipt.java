package io.moodstream.pipeline.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What an erasure has found, what it has removed, and what is left.
 *
 * @param sha256 of the content's JSON without spaces, in hexadecimal: a changed receipt is noticed
 */
public record ErasureReceipt(Content content, String sha256) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /**
   * @param from inclusive, RFC 3339
   * @param to exclusive, RFC 3339
   * @param whole whether the camera was taken off the list of cameras too
   * @param kafka the cluster's id
   * @param complete whether nothing is left
   */
  public record Content(
      String camera,
      String from,
      String to,
      boolean whole,
      String kafka,
      String startedAt,
      String finishedAt,
      boolean complete,
      List<TopicResult> topics) {
    public Content {
      topics = List.copyOf(topics);
    }
  }

  /**
   * @param found records of the camera before the erasure
   * @param bytes of their keys and values
   * @param sha256 over these records, see {@link Finding#digest}
   * @param othersDeleted older records of other cameras that went with them, because Kafka deletes
   *     a partition from its beginning
   * @param left records of the camera after the erasure
   */
  public record TopicResult(
      String topic, long found, long bytes, String sha256, long othersDeleted, long left) {}

  static ErasureReceipt of(Content content) {
    return new ErasureReceipt(content, hash(content));
  }

  /**
   * @throws IOException if it is not a receipt
   */
  public static ErasureReceipt parse(byte[] json) throws IOException {
    return JSON.readValue(json, ErasureReceipt.class);
  }

  /** Whether the content is what was written. */
  public boolean matchesItsHash() {
    return hash(content).equals(sha256);
  }

  /** In lines, for a file. */
  public String toJson() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts is always writable", e);
    }
  }

  private static String hash(Content content) {
    try {
      byte[] json = JSON.writeValueAsString(content).getBytes(UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("a record of texts has JSON and a SHA-256", e);
    }
  }
}
