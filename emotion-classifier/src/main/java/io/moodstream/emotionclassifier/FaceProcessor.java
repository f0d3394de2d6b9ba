package io.moodstream.emotionclassifier;

import io.moodstream.emotionclassifier.serving.Prediction;
import io.moodstream.emotionclassifier.serving.PredictionListener;
import io.moodstream.pipeline.erasure.ErasureMark;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.DetectedFace;
import io.moodstream.pipeline.frames.DetectedFaces;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.DeadLetter;
import io.moodstream.pipeline.stage.DeadLetterLog;
import io.moodstream.pipeline.stage.FrameCheck;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.LoggerFactory;

/**
 * Answers each frame once, to {@link #EXPRESSIONS}. Under exactly-once the store, the answer and
 * the input's offset commit as one, so a frame that the detector repeated after a crash is
 * recognised. What is no frame goes to {@link #DEAD_LETTERS}.
 */
final class FaceProcessor extends ContextualProcessor<CameraId, DetectedFaces, Object, Object> {
  /** The sink of {@code CameraId} and {@code FrameExpressions}. */
  static final String EXPRESSIONS = "expressions";

  /** The sink of bytes and bytes. */
  static final String DEAD_LETTERS = "dead-letters";

  /** The store of {@code CameraId} and {@code AnsweredFrames}. */
  static final String ANSWERED = "answered-frames";

  private static final DeadLetterLog deadLetterLog =
      new DeadLetterLog(LoggerFactory.getLogger(FaceProcessor.class), InstantSource.system());

  private final BiFunction<CameraId, List<Pixels>, Optional<Prediction>> predict;
  private final PredictionListener listener;
  private final Duration freshnessLimit;
  private final InstantSource clock;
  private final ClassifierMetrics metrics;

  /** Set by {@link #init}. */
  @SuppressWarnings("NullAway.Init")
  private KeyValueStore<CameraId, AnsweredFrames> answered;

  FaceProcessor(
      BiFunction<CameraId, List<Pixels>, Optional<Prediction>> predict,
      PredictionListener listener,
      Duration freshnessLimit,
      InstantSource clock,
      ClassifierMetrics metrics) {
    this.predict = predict;
    this.listener = listener;
    this.freshnessLimit = freshnessLimit;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    super.init(context);
    answered =
        Objects.requireNonNull(
            context.<KeyValueStore<CameraId, AnsweredFrames>>getStateStore(ANSWERED));
  }

  @Override
  public void process(Record<CameraId, DetectedFaces> record) {
    Optional<ErasureMark> mark = ErasureMark.of(record.headers());
    if (mark.isPresent() && record.key() != null) {
      forget(record.key(), mark.get());
    } else {
      FrameCheck.problem(record, "faces", DetectedFaces::frame, context().currentSystemTimeMs())
          .ifPresentOrElse(problem -> refuse(record, problem), () -> answerOnce(record));
    }
  }

  private void forget(CameraId camera, ErasureMark range) {
    if (range.whole()) {
      answered.delete(camera);
    }
  }

  private void answerOnce(Record<CameraId, DetectedFaces> record) {
    FrameInfo frame = record.value().frame();
    AnsweredFrames before =
        Optional.ofNullable(answered.get(record.key())).orElse(AnsweredFrames.NONE);
    if (before.contains(frame.id())) {
      metrics.duplicates.increment();
      return;
    }
    FrameExpressions answer = answer(record.value());
    answered.put(record.key(), before.with(frame.id()));
    metrics.answered(answer, clock.instant());
    context().forward(record.withValue(answer), EXPRESSIONS);
  }

  private FrameExpressions answer(DetectedFaces detected) {
    FrameInfo frame = detected.frame();
    return switch (frame.outcome()) {
      case SKIPPED -> FrameExpressions.skipped(frame);
      case ANALYSED ->
          stale(frame) ? FrameExpressions.skipped(skipped(frame)) : predicted(detected);
    };
  }

  private boolean stale(FrameInfo frame) {
    Duration age = Duration.between(frame.appendedAt(), clock.instant());
    return age.compareTo(freshnessLimit) > 0;
  }

  /** A frame that no model can predict counts as skipped: it was not analysed. */
  private FrameExpressions predicted(DetectedFaces detected) {
    DetectedFaces suitable = detected.suitable();
    return prediction(suitable)
        .map(
            prediction ->
                new FrameExpressions(
                    detected.frame(),
                    prediction.model(),
                    expressions(suitable, prediction),
                    detected.unanalysed()))
        .orElseGet(
            () -> {
              metrics.failed.increment();
              return FrameExpressions.skipped(skipped(detected.frame()));
            });
  }

  private static List<FaceExpression> expressions(DetectedFaces detected, Prediction prediction) {
    List<FaceExpression> faces = new ArrayList<>();
    for (int i = 0; i < detected.faces().size(); i++) {
      DetectedFace face = detected.faces().get(i);
      faces.add(
          new FaceExpression(
              face.track(),
              face.box(),
              face.quality(),
              face.roll(),
              prediction.faces().get(i),
              Optional.of(face.pixels().brightness())));
    }
    return faces;
  }

  private Optional<Prediction> prediction(DetectedFaces detected) {
    List<Pixels> pixels = detected.faces().stream().map(DetectedFace::pixels).toList();
    long start = System.nanoTime();
    Optional<Prediction> prediction = predict.apply(detected.frame().camera(), pixels);
    if (!pixels.isEmpty()) {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      metrics.inference.record(took);
      prediction.ifPresent(made -> listener.predicted(detected, made, took));
    }
    return prediction;
  }

  private static FrameInfo skipped(FrameInfo frame) {
    return new FrameInfo(
        frame.camera(), frame.id(), frame.capturedAt(), frame.appendedAt(), 0, 0, Outcome.SKIPPED);
  }

  private void refuse(Record<CameraId, DetectedFaces> record, String reason) {
    metrics.deadLetters.increment();
    RecordMetadata place =
        context().recordMetadata().orElseThrow(() -> new IllegalStateException("no record"));
    deadLetterLog.refused(place.topic(), place.partition(), place.offset(), reason);
    var source = new DeadLetter.Source(place.topic(), place.partition(), place.offset());
    context().forward(DeadLetter.of(record, Topics.FACES, source, reason), DEAD_LETTERS);
  }
}
