package io.moodstream.emotionclassifier.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.emotionclassifier.model.BundleException;
import io.moodstream.emotionclassifier.model.BundleZip;
import io.moodstream.emotionclassifier.model.Sha256;
import io.moodstream.emotionclassifier.registry.ModelCatalog.Published;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.TopicReader;
import io.moodstream.pipeline.kafka.Topics;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads the topics about models from their beginning, committed records only. For one thread. */
public final class ModelLog implements AutoCloseable {
  private static final TopicPartition MODELS = partition(Topics.MODELS);
  private static final List<TopicPartition> ALL =
      List.of(
          MODELS,
          partition(Topics.MODEL_ALIASES),
          partition(Topics.CLASSIFIERS),
          partition(Topics.AUDIT));

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Duration patience;
  private final TopicReader reader;
  private final ModelCatalog catalog;

  public ModelLog(KafkaConnection kafka) {
    this(() -> TopicReader.consumer(kafka, IsolationLevel.READ_COMMITTED), TopicReader.PATIENCE);
  }

  /**
   * @param reader the stage that counts the records that cannot be read
   */
  public ModelLog(KafkaConnection kafka, MeterRegistry metrics, String reader) {
    this(
        () -> TopicReader.consumer(kafka, IsolationLevel.READ_COMMITTED),
        TopicReader.PATIENCE,
        ModelCatalog.counting(metrics, reader));
  }

  /**
   * @param consumers that read what is committed
   * @param patience how long Kafka may hand over nothing
   */
  public ModelLog(Supplier<Consumer<byte[], byte[]>> consumers, Duration patience) {
    this(consumers, patience, new ModelCatalog());
  }

  private ModelLog(
      Supplier<Consumer<byte[], byte[]>> consumers, Duration patience, ModelCatalog catalog) {
    this.catalog = catalog;
    this.consumers = consumers;
    this.patience = patience;
    reader = reader();
    reader.readFromBeginning(ALL);
  }

  /** What is committed by now. */
  public ModelCatalog catchUp() {
    reader.catchUp(catalog::apply);
    return catalog;
  }

  /** What is committed when the records at these offsets are. */
  public ModelCatalog awaitPast(Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    offsets.forEach((partition, offset) -> ends.put(partition, offset + 1));
    reader.readTo(ends, catalog::apply);
    return catalog;
  }

  /** Waits for news at most {@code wait}. */
  public ModelCatalog poll(Duration wait) {
    reader.poll(wait, catalog::apply);
    return catalog;
  }

  /** Ends the wait of another thread's {@link #poll} with a WakeupException. */
  public void wakeUp() {
    reader.wakeUp();
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
    try (TopicReader chunks = reader()) {
      chunks.readFrom(MODELS, model.firstChunk());
      chunks.readTo(
          Map.of(MODELS, model.end()),
          record -> {
            // What goes beyond the manifest's size cannot match its hash: it is not kept.
            if (record.offset() < model.end()
                && chunkOf(model, record)
                && zip.size() <= model.manifest().bytes()) {
              zip.writeBytes(record.value());
            }
          });
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
    reader.close();
  }

  private TopicReader reader() {
    return new TopicReader(consumers.get(), patience);
  }

  private static boolean chunkOf(Published model, ConsumerRecord<byte[], byte[]> record) {
    String prefix = "%d/chunk/".formatted(model.manifest().version());
    return record.key() != null
        && record.value() != null
        && new String(record.key(), UTF_8).startsWith(prefix);
  }

  private static TopicPartition partition(Topic<?, ?> topic) {
    return new TopicPartition(topic.name(), 0);
  }
}
