package io.moodstream.pipeline.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moodstream.pipeline.serde.CloudEvents;
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
  private static final CloudEvents EVENTS = new CloudEvents("frame", CloudEvents.JPEG);

  public static FrameHeaders of(Frame frame) {
    return new FrameHeaders(frame.id(), frame.capturedAt());
  }

  public Headers toHeaders(CameraId camera) {
    var headers = new RecordHeaders();
    EVENTS.describe(headers, id.toString(), "/cameras/" + camera, claimedAt);
    return headers;
  }

  /**
   * @throws IllegalArgumentException if a header is missing or malformed; the message names it
   */
  public static FrameHeaders of(Headers headers) {
    require(headers, CloudEvents.TYPE, EVENTS.type());
    require(headers, CloudEvents.CONTENT_TYPE, EVENTS.contentType());
    return new FrameHeaders(FrameId.parse(text(headers, CloudEvents.ID)), time(headers));
  }

  private static void require(Headers headers, String name, String expected) {
    String given = text(headers, name);
    if (!given.equals(expected)) {
      throw new IllegalArgumentException(
          "header %s is '%s', not '%s'".formatted(name, given, expected));
    }
  }

  private static Instant time(Headers headers) {
    String text = text(headers, CloudEvents.TIME);
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
