package io.moodstream.pipeline.stage;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Record;

/** What every record about a frame must be, besides readable. */
public final class FrameCheck {
  /** Clocks of brokers and machines differ by less. */
  static final Duration LARGEST_LEAD = Duration.ofDays(1);

  private FrameCheck() {}

  /**
   * Why the record cannot be processed; empty if it can.
   *
   * @param what the record holds: {@code faces}
   * @param frame of the value
   * @param now this machine's clock, ms since the epoch
   */
  public static <V> Optional<String> problem(
      Record<CameraId, V> record, String what, Function<V, FrameInfo> frame, long now) {
    if (record.key() == null) {
      return Optional.of("the %s have no key: the camera's id expected".formatted(what));
    }
    if (record.value() == null) {
      return Optional.of("the %s have no value: a frame's %s expected".formatted(what, what));
    }
    FrameInfo info = frame.apply(record.value());
    if (!info.camera().equals(record.key())) {
      return Optional.of(
          "the key is the camera %s, the %s are of %s"
              .formatted(record.key(), what, info.camera()));
    }
    long latest = now + LARGEST_LEAD.toMillis();
    return possible(info.capturedAt(), latest)
            && possible(info.appendedAt(), latest)
            && record.timestamp() <= latest
        ? Optional.empty()
        : Optional.of(
            "impossible time: captured at %d, appended at %d, recorded at %d ms since the epoch"
                .formatted(
                    info.capturedAt().toEpochMilli(),
                    info.appendedAt().toEpochMilli(),
                    record.timestamp()));
  }

  private static boolean possible(Instant time, long latest) {
    long millis = time.toEpochMilli();
    return millis >= 0 && millis <= latest;
  }
}
