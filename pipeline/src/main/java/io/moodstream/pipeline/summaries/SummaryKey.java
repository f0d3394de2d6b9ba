package io.moodstream.pipeline.summaries;

import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;

/** The key of a summary on Kafka, {@code camera|step|from}; {@code from} in ms since the epoch. */
public record SummaryKey(CameraId camera, Step step, Instant from) {
  public static SummaryKey of(Summary summary) {
    return new SummaryKey(summary.camera(), summary.step(), summary.from());
  }

  /**
   * @throws IllegalArgumentException if the text is not {@code camera|step|from}
   */
  public static SummaryKey parse(String text) {
    String[] parts = text.split("\\|", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "summary key '%s' is not camera|step|from".formatted(text));
    }
    return new SummaryKey(
        new CameraId(parts[0]),
        Step.ofLabel(parts[1]),
        Instant.ofEpochMilli(Long.parseLong(parts[2])));
  }

  @Override
  public String toString() {
    return camera + "|" + step.label() + "|" + from.toEpochMilli();
  }
}
