package io.moodstream.pipeline.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers of a JPEG on the frames topic, as CloudEvents 1.0 in Kafka's binary mode.
 *
 * @param claimedAt {@code ce_time}: the capture time by the camera's own clock
 */
public record FrameHeaders(FrameId id, Instant claimedAt) {
  private static final String TYPE = "io.moodstream.frame";
  private static final String CONTENT_TYPE = "image/jpeg";

  public static FrameHeaders of(Frame frame) {
    return new FrameHeaders(frame.id(), frame.capturedAt());
  }

  public Headers toHeaders(CameraId camera) {
    return new RecordHeaders()
        .add("ce_specversion", "1.0".getBytes(UTF_8))
        .add("ce_id", id.toString().getBytes(UTF_8))
        .add("ce_source", ("/cameras/" + camera).getBytes(UTF_8))
        .add("ce_type", TYPE.getBytes(UTF_8))
        .add("ce_time", claimedAt.toString().getBytes(UTF_8))
        .add("content-type", CONTENT_TYPE.getBytes(UTF_8));
  }

  /**
   * @throws IllegalArgumentException if a header is missing or malformed; the message names it
   */
  public static FrameHeaders of(Headers headers) {
    String type = text(headers, "ce_type");
    if (!type.equals(TYPE)) {
      throw new IllegalArgumentException("header ce_type is '%s', not '%s'".formatted(type, TYPE));
    }
    String contentType = text(headers, "content-type");
    if (!contentType.equals(CONTENT_TYPE)) {
      throw new IllegalArgumentException(
          "header content-type is '%s', not '%s'".formatted(contentType, CONTENT_TYPE));
    }
    return new FrameHeaders(FrameId.parse(text(headers, "ce_id")), time(headers));
  }

  private static Instant time(Headers headers) {
    String text = text(headers, "ce_time");
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "header ce_time '%s' is not an RFC 3339 time".formatted(text), e);
    }
  }

  private static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      throw new IllegalArgumentException("header " + name + " is missing");
    }
    return new String(header.value(), UTF_8);
  }
}
