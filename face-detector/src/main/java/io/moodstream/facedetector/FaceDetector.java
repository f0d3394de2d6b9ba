package io.moodstream.facedetector;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.facedetector.search.OpenCv;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.Stage;
import io.moodstream.pipeline.stage.StreamsSettings;
import io.moodstream.pipeline.stage.StreamsStage;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** The stage that turns frames into faces: all faces of a frame in one record. */
public final class FaceDetector {
  private static final String NAME = "face-detector";

  private FaceDetector() {}

  /**
   * At least once: a frame that was answered just before a crash is answered again, under the same
   * frame id.
   *
   * @throws IllegalArgumentException if a model file is missing or unusable; the message is for the
   *     user
   */
  public static Stage stage(
      KafkaConnection kafka, MeterRegistry metrics, DetectorSettings settings, Path stateDir) {
    // A bad model file shall end the start, not a stream thread later.
    WarmUp.run(settings);
    Topology topology = topology(settings, InstantSource.system(), metrics);
    return new StreamsStage(
        NAME,
        withSmallBuffers(kafka),
        StreamsSettings.atLeastOnce(settings.threads(), stateDir),
        topology,
        Topics.DETECTOR_DEAD_LETTERS,
        metrics,
        () -> {});
  }

  /**
   * Loads what takes long and needs no Kafka; the stage does without, and takes longer to start.
   */
  public static void prepare() {
    OpenCv.load();
  }

  /** Frames in, faces out. Each processor has a finder of its own. */
  public static Topology topology(
      DetectorSettings settings, InstantSource clock, MeterRegistry registry) {
    var metrics = new DetectorMetrics(registry);
    var numbers = new TrackNumbers(clock);
    return new Topology()
        .addSource(
            "frames",
            Topics.FRAMES.key().deserializer(),
            Topics.FRAMES.value().deserializer(),
            Topics.FRAMES.name())
        .addProcessor(
            "find-faces",
            () ->
                new FrameProcessor(
                    () -> FaceFinder.open(settings, numbers), settings.freshness(), clock, metrics),
            "frames")
        .addSink(
            FrameProcessor.FACES,
            Topics.FACES.name(),
            Topics.FACES.key().serializer(),
            Topics.FACES.value().serializer(),
            "find-faces")
        .addSink(
            FrameProcessor.DEAD_LETTERS,
            Topics.DETECTOR_DEAD_LETTERS.name(),
            Topics.DETECTOR_DEAD_LETTERS.key().serializer(),
            Topics.DETECTOR_DEAD_LETTERS.value().serializer(),
            "find-faces");
  }

  /**
   * Kafka's defaults count a thousand records a partition, which would be gigabytes of pictures.
   */
  private static KafkaConnection withSmallBuffers(KafkaConnection kafka) {
    Map<String, String> properties = new TreeMap<>(kafka.properties());
    properties.putIfAbsent(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, "50");
    properties.putIfAbsent(
        StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), "50");
    return new KafkaConnection(kafka.bootstrapServers(), properties);
  }
}
