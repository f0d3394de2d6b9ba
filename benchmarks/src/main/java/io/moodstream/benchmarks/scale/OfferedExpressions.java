package io.moodstream.benchmarks.scale;

import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Answered frames of many cameras with two faces each, as the classifier writes them. */
final class OfferedExpressions implements AutoCloseable {
  private static final int FACES = 2;

  /** A face stays in view for so many frames. */
  private static final int STAY = 50;

  private final KafkaProducer<CameraId, FrameExpressions> producer;
  private final List<CameraId> cameras;
  private final String session = "scale" + System.currentTimeMillis();
  private final AtomicLong written = new AtomicLong();
  private final Thread thread = new Thread(this::send, "offered-expressions");
  private volatile double rate;
  private volatile boolean ending;

  /**
   * Sends nothing until there is a rate.
   *
   * @param cameras how many
   */
  OfferedExpressions(KafkaConnection kafka, int cameras) {
    Properties properties = kafka.clientProperties();
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    this.producer =
        new KafkaProducer<>(
            properties,
            Topics.EXPRESSIONS.key().serializer(),
            Topics.EXPRESSIONS.value().serializer());
    this.cameras =
        IntStream.rangeClosed(1, cameras)
            .mapToObj(number -> new CameraId("scale-%04d".formatted(number)))
            .toList();
    thread.start();
  }

  List<CameraId> cameras() {
    return cameras;
  }

  /**
   * @param framesPerSecond of all cameras together; infinite for as many as Kafka takes
   */
  void offer(double framesPerSecond) {
    rate = framesPerSecond;
  }

  /** Frames that Kafka has taken. */
  long written() {
    return written.get();
  }

  private void send() {
    long frame = 0;
    long due = System.nanoTime();
    while (!ending) {
      double wanted = rate;
      if (wanted == 0) {
        LockSupport.parkNanos(1_000_000);
        due = System.nanoTime();
        continue;
      }
      due += (long) (1e9 / wanted);
      long wait = due - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      }
      CameraId camera = cameras.get((int) (frame % cameras.size()));
      var unused =
          producer.send(
              new ProducerRecord<>(
                  Topics.EXPRESSIONS.name(), camera, answer(camera, frame / cameras.size())),
              (metadata, error) -> {
                if (error == null) {
                  written.incrementAndGet();
                }
              });
      frame++;
    }
  }

  private FrameExpressions answer(CameraId camera, long sequence) {
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    var frame =
        new FrameInfo(
            camera, new FrameId(session, sequence), now, now, 1280, 720, Outcome.ANALYSED);
    List<FaceExpression> faces =
        LongStream.range(0, FACES)
            .mapToObj(
                face ->
                    new FaceExpression(
                        sequence / STAY * FACES + face + 1,
                        new Box(100 + 300 * (int) face, 80, 90, 90),
                        0.8f,
                        probabilities(sequence + face)))
            .toList();
    return new FrameExpressions(frame, 1, faces);
  }

  /** One of the seven in turn. */
  private static Probabilities probabilities(long turn) {
    float[] values = new float[7];
    Arrays.fill(values, 0.05f);
    values[(int) (turn % values.length)] = 0.7f;
    return new Probabilities(values);
  }

  /** Returns when Kafka has everything. */
  @Override
  public void close() {
    ending = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
