package io.moodstream.emotionclassifier.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moodstream.emotionclassifier.model.BundleException;
import io.moodstream.emotionclassifier.model.BundleZip;
import io.moodstream.emotionclassifier.model.Sha256;
import io.moodstream.emotionclassifier.registry.ModelCatalog.Published;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the topics about models from their beginning, committed records only. For one thread. */
public final class ModelLog implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * A broker answers a connection's requests in turn: a request for the end waits until the last
   * fetch has waited for news.
   */
  private static final int FETCH_MILLIS = 100;

  private static final TopicPartition MODELS = partition(Topics.MODELS);
  private static final List<TopicPartition> ALL =
      List.of(
          MODELS,
          partition(Topics.MODEL_ALIASES),
          partition(Topics.CLASSIFIERS),
          partition(Topics.AUDIT));

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Duration limit;
  private final Consumer<byte[], byte[]> consumer;
  private final ModelCatalog catalog = new ModelCatalog();

  public ModelLog(KafkaConnection kafka) {
    this(() -> consumer(kafka), LIMIT);
  }

  /**
   * @param consumers that read what is committed
   * @param limit how long Kafka has to hand over what is asked for
   */
  public ModelLog(Supplier<Consumer<byte[], byte[]>> consumers, Duration limit) {
    this.consumers = consumers;
    this.limit = limit;
    consumer = consumers.get();
    consumer.assign(ALL);
    consumer.seekToBeginning(ALL);
  }

  /** What is committed by now. */
  public ModelCatalog catchUp() {
    return read(consumer.endOffsets(ALL, limit));
  }

  /** What is committed when the records at these offsets are. */
  public ModelCatalog awaitPast(Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    offsets.forEach((partition, offset) -> ends.put(partition, offset + 1));
    return read(ends);
  }

  private ModelCatalog read(Map<TopicPartition, Long> ends) {
    Instant deadline = Instant.now().plus(limit);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      poll(POLL);
      requireBefore(deadline, "the topics about models");
    }
    return catalog;
  }

  /** Waits for news at most {@code wait}. */
  public ModelCatalog poll(Duration wait) {
    consumer.poll(wait).forEach(catalog::apply);
    return catalog;
  }

  /** Ends the wait of another thread's {@link #poll} with a WakeupException. */
  public void wakeUp() {
    consumer.wakeup();
  }

  /**
   * The zip that a model's chunks make.
   *
   * @throws BundleException if they do not match its manifest
   * @throws TimeoutException if Kafka does not hand them over in time
   */
  public byte[] zip(Published model) {
    if (model.manifest().bytes() > BundleZip.MAX_BYTES) {
      throw new BundleException(
          "version " + model.manifest().version(),
          "its manifest claims %,d bytes, more than %,d"
              .formatted(model.manifest().bytes(), BundleZip.MAX_BYTES));
    }
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (Consumer<byte[], byte[]> reader = consumers.get()) {
      reader.assign(List.of(MODELS));
      reader.seek(MODELS, model.firstChunk());
      Instant deadline = Instant.now().plus(limit);
      while (reader.position(MODELS) < model.end()) {
        requireBefore(deadline, "model version " + model.manifest().version());
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          // What goes beyond the manifest's size cannot match its hash: it is not kept.
          if (record.offset() < model.end()
              && chunkOf(model, record)
              && zip.size() <= model.manifest().bytes()) {
            zip.writeBytes(record.value());
          }
        }
      }
    }
    byte[] bytes = zip.toByteArray();
    if (!Sha256.hex(bytes).equals(model.manifest().zipSha256())) {
      throw new BundleException(
          "version " + model.manifest().version(),
          "its chunks on Kafka make %,d bytes that are not the %,d of its manifest"
              .formatted(bytes.length, model.manifest().bytes()));
    }
    return bytes;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void requireBefore(Instant deadline, String what) {
    if (Instant.now().isAfter(deadline)) {
      throw new TimeoutException(
          "%s could not be read within %d s".formatted(what, limit.toSeconds()));
    }
  }

  private static boolean chunkOf(Published model, ConsumerRecord<byte[], byte[]> record) {
    String prefix = "%d/chunk/".formatted(model.manifest().version());
    return record.key() != null
        && record.value() != null
        && new String(record.key(), UTF_8).startsWith(prefix);
  }

  private static Consumer<byte[], byte[]> consumer(KafkaConnection kafka) {
    Properties properties = kafka.clientProperties();
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MILLIS);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static TopicPartition partition(Topic<?, ?> topic) {
    return new TopicPartition(topic.name(), 0);
  }
}
