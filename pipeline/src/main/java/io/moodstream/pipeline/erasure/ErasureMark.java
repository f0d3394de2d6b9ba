package io.moodstream.pipeline.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The header of a record without a value in {@code faces} or {@code expressions}, whose key is a
 * camera: stages that read it remove what they remember of this camera in the range. It lies in the
 * camera's own partition, behind all records that it is about, so nothing of them is counted after
 * it.
 *
 * @param from inclusive
 * @param to exclusive
 * @param whole as {@link ErasureRequest#whole}
 */
public record ErasureMark(Instant from, Instant to, boolean whole) {
  static final String HEADER = "moodstream.erase";

  /** On a record that was written a second time because an erasure deletes the first. */
  public static final String REWRITTEN = "moodstream.rewritten";

  /** A key without a camera, where a record is needed that is about none. */
  public static final CameraId NO_CAMERA = new CameraId("moodstream.erasure");

  private static final Pattern FORM = Pattern.compile("(\\d{1,15}) (\\d{1,15}) (whole|part)");

  static ErasureMark of(ErasureRequest request) {
    return new ErasureMark(request.from(), request.to(), request.whole());
  }

  /** Empty where there is none, or one that is malformed. */
  public static Optional<ErasureMark> of(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    if (header == null || header.value() == null) {
      return Optional.empty();
    }
    Matcher parts = FORM.matcher(new String(header.value(), UTF_8));
    return parts.matches()
        ? Optional.of(
            new ErasureMark(
                Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
                Instant.ofEpochMilli(Long.parseLong(parts.group(2))),
                parts.group(3).equals("whole")))
        : Optional.empty();
  }

  public Headers toHeaders() {
    String text =
        "%d %d %s".formatted(from.toEpochMilli(), to.toEpochMilli(), whole ? "whole" : "part");
    return new RecordHeaders().add(HEADER, text.getBytes(UTF_8));
  }

  /** Whether {@code [start, end)} has a part in the range. */
  public boolean overlaps(Instant start, Instant end) {
    return start.isBefore(to) && from.isBefore(end);
  }
}
