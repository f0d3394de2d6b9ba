package io.moodstream.benchmarks;

import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.DetectedFace;
import io.moodstream.pipeline.frames.DetectedFaces;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Faces at a steady rate, and when their answers come. */
final class SwapLoad implements AutoCloseable {
  private static final long PERIOD_MILLIS = 100;
  private static final Duration POLL = Duration.ofMillis(100);

  private final List<CameraId> cameras =
      IntStream.range(0, 4).mapToObj(i -> new CameraId("camera-" + i)).toList();
  private final Pixels face = noise();
  private final Producer<CameraId, DetectedFaces> producer;
  private final Consumer<CameraId, FrameExpressions> consumer;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Thread reader = new Thread(this::read, "answers");
  private final Map<CameraId, Long> lastNanos = new HashMap<>();
  private final Map<CameraId, Integer> lastModel = new HashMap<>();
  private long sent;
  private long answers;
  private long pauseNanos;

  /**
   * @param pause the longest between two answers of one camera
   * @param answers of all cameras
   */
  record Measured(Duration pause, long answers) {}

  /** Begins at once. */
  SwapLoad(KafkaConnection kafka) {
    producer =
        new KafkaProducer<>(
            kafka.clientProperties(),
            Topics.FACES.key().serializer(),
            Topics.FACES.value().serializer());
    consumer = answers(kafka);
    reader.start();
    var unused = clock.scheduleAtFixedRate(this::send, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Measures from now on. */
  synchronized void begin() {
    answers = 0;
    pauseNanos = 0;
  }

  synchronized Measured end() {
    return new Measured(Duration.ofNanos(pauseNanos), answers);
  }

  /** Returns when this version has analysed the newest frame of every camera. */
  synchronized void awaitJudgedBy(int version) throws InterruptedException {
    while (!cameras.stream().allMatch(camera -> lastModel.getOrDefault(camera, 0) == version)) {
      wait();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    consumer.wakeup();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }

  private void send() {
    Instant now = Instant.now();
    var id = new FrameId("benchmark", sent++);
    for (CameraId camera : cameras) {
      var frame = new FrameInfo(camera, id, now, now, 640, 480, Outcome.ANALYSED);
      var faces =
          new DetectedFaces(frame, List.of(new DetectedFace(1, new Box(10, 10, 48, 48), face, 1)));
      var unused = producer.send(new ProducerRecord<>(Topics.FACES.name(), camera, faces));
    }
  }

  private void read() {
    try (consumer) {
      while (true) {
        for (ConsumerRecord<CameraId, FrameExpressions> answer : consumer.poll(POLL)) {
          note(answer.key(), answer.value().model());
        }
      }
    } catch (WakeupException e) {
      // It is closed.
    }
  }

  private synchronized void note(CameraId camera, int model) {
    long now = System.nanoTime();
    long pause = now - lastNanos.getOrDefault(camera, now);
    pauseNanos = Math.max(pauseNanos, pause);
    lastNanos.put(camera, now);
    lastModel.put(camera, model);
    answers++;
    notifyAll();
  }

  private static Consumer<CameraId, FrameExpressions> answers(KafkaConnection kafka) {
    Properties properties = kafka.clientProperties();
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", false);
    properties.put("auto.offset.reset", "earliest");
    var consumer =
        new KafkaConsumer<>(
            properties,
            Topics.EXPRESSIONS.key().deserializer(),
            Topics.EXPRESSIONS.value().deserializer());
    consumer.assign(
        IntStream.range(0, Topics.EXPRESSIONS.partitions())
            .mapToObj(i -> new TopicPartition(Topics.EXPRESSIONS.name(), i))
            .toList());
    return consumer;
  }

  private static Pixels noise() {
    byte[] values = new byte[Pixels.COUNT];
    new Random(2013).nextBytes(values);
    return new Pixels(values);
  }
}
