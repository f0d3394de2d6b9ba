package io.moodstream.alerts.file;

import io.moodstream.pipeline.alerts.AlertRule;
import io.moodstream.pipeline.alerts.StoredRule;
import io.moodstream.pipeline.alerts.StoredRule.Origin;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Brings the rules of the file to the topic of rules: new and changed ones are written, those that
 * the file lists no longer are deleted, and rules of the API stay. A rule of the file replaces one
 * of the API with the same id.
 */
public final class FileRules {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConnection kafka;

  public FileRules(KafkaConnection kafka) {
    this.kafka = kafka;
  }

  /** A change of the topic; the rule is absent where it is deleted. */
  record Change(String id, Optional<StoredRule> rule) {}

  /**
   * @throws KafkaException if Kafka does not take them
   */
  public void publish(List<AlertRule> rules, String file) throws InterruptedException {
    List<Change> changes = changes(rules, stored(), file, Instant.now());
    if (changes.isEmpty()) {
      return;
    }
    try (Producer<String, StoredRule> producer =
        new KafkaProducer<>(
            kafka.clientProperties(),
            Topics.ALERT_RULES.key().serializer(),
            Topics.ALERT_RULES.value().serializer())) {
      List<Future<?>> sent = new ArrayList<>();
      for (Change change : changes) {
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    Topics.ALERT_RULES.name(), change.id(), change.rule().orElse(null))));
      }
      for (Future<?> each : sent) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new KafkaException(
          "rules cannot be written: " + Objects.requireNonNullElse(e.getCause(), e).getMessage(),
          e);
    }
  }

  static List<Change> changes(
      List<AlertRule> rules, Map<String, StoredRule> stored, String file, Instant now) {
    List<Change> changes = new ArrayList<>();
    for (AlertRule rule : rules) {
      boolean known =
          Optional.ofNullable(stored.get(rule.id()))
              .filter(it -> it.origin() == Origin.FILE && it.rule().equals(rule))
              .isPresent();
      if (!known) {
        changes.add(
            new Change(rule.id(), Optional.of(new StoredRule(rule, Origin.FILE, now, file))));
      }
    }
    var listed = rules.stream().map(AlertRule::id).collect(Collectors.toSet());
    stored.values().stream()
        .filter(it -> it.origin() == Origin.FILE && !listed.contains(it.rule().id()))
        .map(it -> new Change(it.rule().id(), Optional.empty()))
        .forEach(changes::add);
    return changes;
  }

  private Map<String, StoredRule> stored() {
    Properties properties = kafka.clientProperties();
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    Map<String, StoredRule> stored = new HashMap<>();
    var partition = new TopicPartition(Topics.ALERT_RULES.name(), 0);
    try (Consumer<String, StoredRule> consumer =
        new KafkaConsumer<>(
            properties,
            Topics.ALERT_RULES.key().deserializer(),
            Topics.ALERT_RULES.value().deserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, StoredRule> record : consumer.poll(POLL)) {
          Optional.ofNullable(record.value())
              .ifPresentOrElse(
                  rule -> stored.put(record.key(), rule), () -> stored.remove(record.key()));
        }
      }
    }
    return stored;
  }
}
