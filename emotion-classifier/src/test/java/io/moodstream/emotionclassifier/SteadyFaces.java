package io.moodstream.emotionclassifier;

import io.moodstream.emotionclassifier.model.TinyModel;
import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.DetectedFace;
import io.moodstream.pipeline.frames.DetectedFaces;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Cameras that see two faces in every frame and never pause, as a detector reports them. */
final class SteadyFaces implements AutoCloseable {
  /** All faces that are ever seen; a face's track is its place here. */
  static final List<Pixels> ALL = IntStream.range(0, 6).mapToObj(TinyModel::face).toList();

  private static final long PERIOD_MILLIS = 50;

  private final List<CameraId> cameras;
  private final Producer<CameraId, DetectedFaces> producer;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final String session = "s" + System.nanoTime();
  private long sent;

  /** Begins at once: 20 frames a second of each camera. */
  SteadyFaces(KafkaConnection kafka, List<CameraId> cameras) {
    this.cameras = cameras;
    producer =
        new KafkaProducer<>(
            kafka.clientProperties(),
            Topics.FACES.key().serializer(),
            Topics.FACES.value().serializer());
    var unused = clock.scheduleAtFixedRate(this::send, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * No frame follows.
   *
   * @return how many each camera has sent
   */
  long stop() throws InterruptedException {
    clock.shutdown();
    if (!clock.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("a frame could not be sent");
    }
    producer.flush();
    return sent;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    producer.close();
  }

  private void send() {
    for (CameraId camera : cameras) {
      DetectedFaces faces = frame(camera, new FrameId(session, sent));
      var unused = producer.send(new ProducerRecord<>(Topics.FACES.name(), camera, faces));
    }
    sent++;
  }

  private static DetectedFaces frame(CameraId camera, FrameId id) {
    Instant now = Instant.now();
    return new DetectedFaces(
        new FrameInfo(camera, id, now, now, 640, 480, Outcome.ANALYSED),
        List.of(face(id.sequence()), face(id.sequence() + 1)));
  }

  private static DetectedFace face(long number) {
    int track = Math.floorMod(number, ALL.size());
    return new DetectedFace(track, new Box(10 + 100 * track, 10, 48, 48), ALL.get(track), 1);
  }
}
