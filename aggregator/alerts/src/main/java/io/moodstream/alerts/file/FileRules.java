package io.moodstream.alerts.file;

import io.moodstream.pipeline.alerts.AlertRule;
import io.moodstream.pipeline.alerts.StoredRule;
import io.moodstream.pipeline.alerts.StoredRule.Origin;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.TopicReader;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.RecordGuard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the rules of the file to the topic of rules: new and changed ones are written, those that
 * the file lists no longer are deleted, and rules of the API stay. A rule of the file replaces one
 * of the API with the same id.
 */
public final class FileRules {
  private static final Logger log = LoggerFactory.getLogger(FileRules.class);

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
    Topic<String, StoredRule> topic = Topics.ALERT_RULES;
    RecordGuard guard = RecordGuard.of(log);
    Map<String, StoredRule> stored = new HashMap<>();
    try (TopicReader reader = TopicReader.of(kafka, IsolationLevel.READ_COMMITTED)) {
      reader.readFromBeginning(List.of(new TopicPartition(topic.name(), 0)));
      reader.catchUp(
          record ->
              guard.read(
                  record,
                  read -> {
                    String id = topic.key().deserializer().deserialize(topic.name(), read.key());
                    Optional.ofNullable(
                            topic.value().deserializer().deserialize(topic.name(), read.value()))
                        .ifPresentOrElse(rule -> stored.put(id, rule), () -> stored.remove(id));
                  }));
    }
    return stored;
  }
}
