package io.moodstream.alerts.evaluation;

import io.moodstream.pipeline.alerts.StoredRule;
import io.moodstream.pipeline.kafka.Topics;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Ten-second summaries, compared with all rules, become alerts. */
public final class AlertTopology {
  /** The rules by their ids, on every machine. */
  static final String RULES = "rules";

  /** What is remembered of each camera. */
  static final String CAMERAS = "cameras";

  private AlertTopology() {}

  public static Topology build(EvaluationSettings settings) {
    var rules =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(RULES),
                Topics.ALERT_RULES.key(),
                Topics.ALERT_RULES.value())
            .withLoggingDisabled();
    // Written with every summary: the cache turns that into one write a commit.
    var cameras =
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(CAMERAS),
                Topics.ALERTS.key(),
                CameraWatchSerde.serde())
            .withCachingEnabled();
    return new Topology()
        .addGlobalStore(
            rules,
            "rule-changes",
            Topics.ALERT_RULES.key().deserializer(),
            Topics.ALERT_RULES.value().deserializer(),
            Topics.ALERT_RULES.name(),
            "keep-rules",
            KeepRules::new)
        .addSource(
            "summaries",
            Topics.SUMMARIES.key().deserializer(),
            Topics.SUMMARIES.value().deserializer(),
            Topics.SUMMARIES.name())
        .addProcessor("evaluate", () -> new RuleEvaluator(settings), "summaries")
        .addStateStore(cameras, "evaluate")
        .addSink(
            "alerts",
            Topics.ALERTS.name(),
            Topics.ALERTS.key().serializer(),
            Topics.ALERTS.value().serializer(),
            "evaluate");
  }

  /** A null value is a deleted rule. */
  private static final class KeepRules extends ContextualProcessor<String, StoredRule, Void, Void> {
    @Override
    public void process(Record<String, StoredRule> record) {
      KeyValueStore<String, StoredRule> rules = context().getStateStore(RULES);
      if (record.value() == null) {
        rules.delete(record.key());
      } else {
        rules.put(record.key(), record.value());
      }
    }
  }
}
