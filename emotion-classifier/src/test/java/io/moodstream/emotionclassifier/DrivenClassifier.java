package io.moodstream.emotionclassifier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.emotionclassifier.serving.Prediction;
import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.DetectedFace;
import io.moodstream.pipeline.frames.DetectedFaces;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.StreamsSettings;
import io.moodstream.pipeline.stage.StreamsStage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/** The classifier's topology with a model that a test makes up, driven record by record. */
final class DrivenClassifier implements AutoCloseable {
  static final CameraId HALL = new CameraId("hall");
  static final Instant NOW = Instant.parse("2026-03-04T05:06:07.500Z");
  static final Instant CAPTURED = NOW.minusMillis(300);
  static final int VERSION = 3;

  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  /** How many faces the model was given in each call that gave it any. */
  final List<Integer> calls = new ArrayList<>();

  /** The events that the listener received. */
  final List<Prediction> heard = new ArrayList<>();

  /** The model; gives every face its {@link #verdict}, until it is replaced. */
  BiFunction<CameraId, List<Pixels>, Optional<Prediction>> predict =
      (camera, faces) ->
          Optional.of(
              new Prediction(VERSION, faces.stream().map(DrivenClassifier::verdict).toList()));

  final TestOutputTopic<CameraId, FrameExpressions> expressions;
  final TestOutputTopic<byte[], byte[]> deadLetters;

  private final TopologyTestDriver driver;
  private final TestInputTopic<CameraId, DetectedFaces> faces;

  DrivenClassifier(Path state) {
    driver = new TopologyTestDriver(topology(), properties(state));
    faces =
        driver.createInputTopic(
            Topics.FACES.name(),
            Topics.FACES.key().serializer(),
            Topics.FACES.value().serializer());
    expressions = output(Topics.EXPRESSIONS);
    deadLetters = output(Topics.CLASSIFIER_DEAD_LETTERS);
  }

  private Topology topology() {
    return EmotionClassifier.topology(
        ClassifierSettings.defaults(),
        this::counted,
        (frame, prediction, time) -> heard.add(prediction),
        () -> NOW,
        metrics);
  }

  void send(DetectedFaces frame) {
    send(frame.frame().camera(), frame);
  }

  void send(CameraId camera, DetectedFaces frame) {
    faces.pipeInput(camera, frame, CAPTURED);
  }

  /** What no detector writes, but anyone could. */
  TestInputTopic<byte[], byte[]> raw() {
    return driver.createInputTopic(
        Topics.FACES.name(), Serdes.ByteArray().serializer(), Serdes.ByteArray().serializer());
  }

  /** The frames of all answers that were not read yet. */
  List<String> answeredFrames() {
    return expressions.readValuesToList().stream()
        .map(answer -> answer.frame().id().toString())
        .toList();
  }

  @Override
  public void close() {
    driver.close();
  }

  /** A prediction that identifies its face. */
  static Probabilities verdict(Pixels face) {
    float happy = face.at(0) / 255f;
    return Probabilities.of(List.of(1 - happy, 0f, 0f, happy, 0f, 0f, 0f));
  }

  /** Of the hall, with one face for each gray. */
  static DetectedFaces frame(String session, long sequence, int... grays) {
    return frame(session, sequence, CAPTURED, Outcome.ANALYSED, grays);
  }

  /** Of another camera, with one face. */
  static DetectedFaces frame(CameraId camera, long sequence) {
    var info =
        new FrameInfo(
            camera, new FrameId("a", sequence), CAPTURED, CAPTURED, 640, 480, Outcome.ANALYSED);
    return new DetectedFaces(info, List.of(face(1, 100)));
  }

  static DetectedFaces frame(
      String session, long sequence, Instant appendedAt, Outcome outcome, int... grays) {
    var info =
        new FrameInfo(
            HALL, new FrameId(session, sequence), CAPTURED, appendedAt, 640, 480, outcome);
    return new DetectedFaces(
        info, IntStream.range(0, grays.length).mapToObj(i -> face(i, grays[i])).toList());
  }

  private static DetectedFace face(int track, int gray) {
    byte[] values = new byte[Pixels.COUNT];
    Arrays.fill(values, (byte) gray);
    return new DetectedFace(track, new Box(10 * track, 0, 48, 48), new Pixels(values), 0.5f);
  }

  private Optional<Prediction> counted(CameraId camera, List<Pixels> pixels) {
    if (!pixels.isEmpty()) {
      calls.add(pixels.size());
    }
    return predict.apply(camera, pixels);
  }

  private <K, V> TestOutputTopic<K, V> output(Topic<K, V> topic) {
    return driver.createOutputTopic(
        topic.name(), topic.key().deserializer(), topic.value().deserializer());
  }

  private static Properties properties(Path state) {
    return StreamsStage.properties(
        "emotion-classifier-test",
        KafkaConnection.to("nowhere:9092"),
        // The driver loses a dead letter of the deserializer when its producer has transactions.
        StreamsSettings.atLeastOnce(1, state),
        Topics.CLASSIFIER_DEAD_LETTERS);
  }
}
