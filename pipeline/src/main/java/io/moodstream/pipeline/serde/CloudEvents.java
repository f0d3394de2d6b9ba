package io.moodstream.pipeline.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The headers of every record that moodstream writes: CloudEvents 1.0 in Kafka's binary mode. The
 * only place that names them. Each call replaces what a record was made from, so that a record
 * describes itself.
 */
public final class CloudEvents {
  public static final String SPEC_VERSION = "ce_specversion";
  public static final String ID = "ce_id";
  public static final String SOURCE = "ce_source";
  public static final String TYPE = "ce_type";
  public static final String TIME = "ce_time";
  public static final String CONTENT_TYPE = "content-type";

  /** All of them. */
  public static final List<String> HEADERS =
      List.of(SPEC_VERSION, ID, SOURCE, TYPE, TIME, CONTENT_TYPE);

  public static final String PROTOBUF = "application/protobuf";
  public static final String BYTES = "application/octet-stream";
  public static final String JPEG = "image/jpeg";

  /** Of records that are about no camera, model or training. */
  public static final String OWN_SOURCE = "/moodstream";

  private static final String TYPE_PREFIX = "io.moodstream.";
  private static final byte[] VERSION = "1.0".getBytes(UTF_8);

  private final byte[] type;
  private final byte[] contentType;

  /**
   * @param name of the type, behind {@code io.moodstream.}
   */
  public CloudEvents(String name, String contentType) {
    this.type = (TYPE_PREFIX + name).getBytes(UTF_8);
    this.contentType = contentType.getBytes(UTF_8);
  }

  public String type() {
    return new String(type, UTF_8);
  }

  public String contentType() {
    return new String(contentType, UTF_8);
  }

  /**
   * @param id unique among the events of the source
   * @param source {@code /cameras/hall}
   * @param time when it happened
   */
  public void describe(Headers headers, String id, String source, Instant time) {
    describe(headers, id, source, time.toString());
  }

  private void describe(Headers headers, String id, String source, String time) {
    set(headers, SPEC_VERSION, VERSION);
    set(headers, ID, id.getBytes(UTF_8));
    set(headers, SOURCE, source.getBytes(UTF_8));
    set(headers, TYPE, type);
    set(headers, TIME, time.getBytes(UTF_8));
    set(headers, CONTENT_TYPE, contentType);
  }

  /** Of another type than the record that it was made from, whose id, source and time it keeps. */
  public void describeAgain(Headers headers) {
    describe(
        headers,
        kept(headers, ID).orElseGet(CloudEvents::anyId),
        kept(headers, SOURCE).orElse(OWN_SOURCE),
        kept(headers, TIME).orElseGet(() -> Instant.now().toString()));
  }

  private static Optional<String> kept(Headers headers, String name) {
    return Optional.ofNullable(headers.lastHeader(name))
        .map(Header::value)
        .map(value -> new String(value, UTF_8));
  }

  /** Of a record without a value: it has no content, and so no type of content. */
  public void describeDeletion(Headers headers) {
    describe(headers, anyId(), OWN_SOURCE, Instant.now());
    headers.remove(CONTENT_TYPE);
  }

  /** What is not about a frame has no id of its own. */
  public static String anyId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private static void set(Headers headers, String name, byte[] value) {
    headers.remove(name).add(name, value);
  }
}
