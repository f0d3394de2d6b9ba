package io.moodstream.facedetector;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.DetectedFaces;
import io.moodstream.pipeline.frames.FrameHeaders;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.DeadLetter;
import io.moodstream.pipeline.stage.DeadLetterLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Answers each frame with exactly one record: its faces, or that it was skipped, to {@link #FACES};
 * or why it could not be processed, to {@link #DEAD_LETTERS}.
 */
final class FrameProcessor extends ContextualProcessor<CameraId, byte[], Object, Object> {
  /** The sink of {@code CameraId} and {@code DetectedFaces}. */
  static final String FACES = "faces";

  /** The sink of bytes and bytes. */
  static final String DEAD_LETTERS = "dead-letters";

  private static final DeadLetterLog deadLetterLog =
      new DeadLetterLog(LoggerFactory.getLogger(FrameProcessor.class), InstantSource.system());

  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(30);

  private final Supplier<FaceFinder> finders;
  private final Duration freshness;
  private final SkippedFrames skipped;
  private final InstantSource clock;
  private final DetectorMetrics metrics;

  /** From {@link #init} to {@link #close}. */
  private @Nullable FaceFinder finder;

  FrameProcessor(
      Supplier<FaceFinder> finders,
      Duration freshness,
      InstantSource clock,
      DetectorMetrics metrics) {
    this.finders = finders;
    this.freshness = freshness;
    this.skipped = new SkippedFrames(freshness);
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    super.init(context);
    // Here, not in the constructor: a topology is also built only to be looked at.
    finder = finders.get();
    context.schedule(REPORT_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> skipped.report());
  }

  @Override
  public void process(Record<CameraId, byte[]> frame) {
    if (frame.key() == null) {
      refuse(frame, "the frame has no key: the camera's id expected");
    } else if (frame.value() == null) {
      refuse(frame, "the frame has no value: a JPEG expected");
    } else {
      headers(frame).ifPresent(headers -> answer(frame, headers));
    }
  }

  private Optional<FrameHeaders> headers(Record<CameraId, byte[]> frame) {
    try {
      return Optional.of(FrameHeaders.of(frame.headers()));
    } catch (IllegalArgumentException e) {
      refuse(frame, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void answer(Record<CameraId, byte[]> frame, FrameHeaders headers) {
    Instant appendedAt = Instant.ofEpochMilli(frame.timestamp());
    EventTime time = EventTime.of(headers.claimedAt(), appendedAt);
    if (time.corrected()) {
      metrics.correctedClocks.increment();
    }
    Duration age = Duration.between(appendedAt, clock.instant());
    if (age.compareTo(freshness) > 0) {
      metrics.skipped.increment();
      skipped.add(age);
      var info =
          new FrameInfo(frame.key(), headers.id(), time.at(), appendedAt, 0, 0, Outcome.SKIPPED);
      forward(frame, new DetectedFaces(info, List.of()));
    } else {
      analyse(frame, headers, time, appendedAt, age);
    }
  }

  private void analyse(
      Record<CameraId, byte[]> frame,
      FrameHeaders headers,
      EventTime time,
      Instant appendedAt,
      Duration age) {
    FollowedFaces found;
    try {
      found =
          metrics.detection.record(
              () -> finder().findInFrame(frame.key(), appendedAt, age, frame.value()));
    } catch (UnreadablePicture e) {
      refuse(frame, String.valueOf(e.getMessage()));
      return;
    }
    metrics.analysed.increment();
    metrics.faces.increment(found.faces().size());
    var info =
        new FrameInfo(
            frame.key(),
            headers.id(),
            time.at(),
            appendedAt,
            found.width(),
            found.height(),
            Outcome.ANALYSED);
    forward(
        frame,
        new DetectedFaces(info, found.faces().stream().map(FollowedFace::toDetectedFace).toList()));
  }

  private void forward(Record<CameraId, byte[]> frame, DetectedFaces faces) {
    // The frame's headers speak of a JPEG: they end here.
    context()
        .forward(
            new Record<>(
                frame.key(), faces, faces.frame().capturedAt().toEpochMilli(), new RecordHeaders()),
            FACES);
  }

  private void refuse(Record<CameraId, byte[]> frame, String reason) {
    metrics.deadLetters.increment();
    RecordMetadata place =
        context().recordMetadata().orElseThrow(() -> new IllegalStateException("no frame"));
    deadLetterLog.refused(
        place.topic(),
        place.partition(),
        place.offset(),
        "camera %s: %s".formatted(frame.key(), reason));
    var source = new DeadLetter.Source(place.topic(), place.partition(), place.offset());
    context().forward(DeadLetter.of(frame, Topics.FRAMES, source, reason), DEAD_LETTERS);
  }

  private FaceFinder finder() {
    return Objects.requireNonNull(finder, "init() comes first");
  }

  @Override
  public void close() {
    finder().close();
  }
}
