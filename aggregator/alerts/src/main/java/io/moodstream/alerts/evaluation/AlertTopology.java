package io.moodstream.alerts.evaluation;

import io.moodstream.pipeline.alerts.StoredRule;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.drift.Drift;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.serde.StoredSerde;
import io.moodstream.pipeline.stage.DeadLetter;
import io.moodstream.pipeline.stage.RecordGuard;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ten-second summaries and drift, compared with all rules, become alerts. */
public final class AlertTopology {
  private static final Logger log = LoggerFactory.getLogger(AlertTopology.class);

  /** The rules by their ids, on every machine. */
  static final String RULES = "rules";

  /** Cameras that rest because a user wants them to, on every machine. */
  static final String PAUSED = "paused-cameras";

  /** The latest drift of each camera, on every machine. */
  static final String DRIFT = "drift";

  /** What is remembered of each camera. */
  static final String CAMERAS = "cameras";

  /** More than an installation needs; each window is compared with all. */
  private static final int MOST_RULES = 1_000;

  private AlertTopology() {}

  public static Topology build(EvaluationSettings settings) {
    return build(settings, RecordGuard.of(log));
  }

  /**
   * @param guard skips rules that cannot be kept: a failure in a global store would end the stage
   */
  public static Topology build(EvaluationSettings settings, RecordGuard guard) {
    var rules =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(RULES),
                Topics.ALERT_RULES.key(),
                Topics.ALERT_RULES.value())
            .withLoggingDisabled();
    var paused =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(PAUSED), Topics.CAMERAS.key(), Topics.CAMERAS.value())
            .withLoggingDisabled();
    var drift =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(DRIFT), Topics.DRIFT.key(), Topics.DRIFT.value())
            .withLoggingDisabled();
    // Written with every summary: the cache turns that into one write a commit.
    var cameras =
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(CAMERAS),
                Topics.ALERTS.key(),
                new StoredSerde<>(CAMERAS, CameraWatchSerde.serde()))
            .withCachingEnabled();
    return new Topology()
        .addGlobalStore(
            rules,
            "rule-changes",
            Topics.ALERT_RULES.key().deserializer(),
            Topics.ALERT_RULES.value().deserializer(),
            Topics.ALERT_RULES.name(),
            "keep-rules",
            () -> new KeepRules(guard))
        .addGlobalStore(
            paused,
            "camera-states",
            Topics.CAMERAS.key().deserializer(),
            Topics.CAMERAS.value().deserializer(),
            Topics.CAMERAS.name(),
            "keep-paused",
            KeepPaused::new)
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
            "evaluate")
        .addGlobalStore(
            drift,
            "drift-changes",
            Topics.DRIFT.key().deserializer(),
            Topics.DRIFT.value().deserializer(),
            Topics.DRIFT.name(),
            "keep-drift",
            () -> new KeepDrift(guard));
  }

  /** A null value is a camera that is not listed any more. */
  private static final class KeepPaused
      extends ContextualProcessor<CameraId, CameraStatus, Void, Void> {
    @Override
    public void process(Record<CameraId, CameraStatus> record) {
      KeyValueStore<CameraId, CameraStatus> paused = context().getStateStore(PAUSED);
      if (record.key() == null) {
        return;
      }
      if (record.value() != null && record.value().state() == CameraStatus.State.PAUSED) {
        paused.put(record.key(), record.value());
      } else {
        paused.delete(record.key());
      }
    }
  }

  /** Keeps records in a global store. */
  private abstract static class Keep<K, V> extends ContextualProcessor<K, V, Void, Void> {
    private final RecordGuard guard;
    private final String topic;

    Keep(RecordGuard guard, String topic) {
      this.guard = guard;
      this.topic = topic;
    }

    /**
     * @throws IllegalArgumentException if it cannot be kept
     */
    abstract void keep(Record<K, V> record);

    @Override
    public void process(Record<K, V> record) {
      var source =
          context()
              .recordMetadata()
              .map(it -> new DeadLetter.Source(it.topic(), it.partition(), it.offset()))
              .orElseGet(() -> new DeadLetter.Source(topic, 0, 0));
      guard.read(
          new ConsumerRecord<>(source.topic(), source.partition(), source.offset(), null, null),
          unused -> keep(record));
    }
  }

  /** A null value is a deleted rule. */
  private static final class KeepRules extends Keep<String, StoredRule> {
    KeepRules(RecordGuard guard) {
      super(guard, Topics.ALERT_RULES.name());
    }

    @Override
    void keep(Record<String, StoredRule> record) {
      KeyValueStore<String, StoredRule> rules = context().getStateStore(RULES);
      if (record.key() == null) {
        throw new IllegalArgumentException("a rule without a key: its id expected");
      }
      if (record.value() == null) {
        rules.delete(record.key());
        return;
      }
      if (!record.key().equals(record.value().rule().id())) {
        throw new IllegalArgumentException("the key is not the id of the rule");
      }
      if (rules.get(record.key()) == null && rules.approximateNumEntries() >= MOST_RULES) {
        throw new IllegalArgumentException("there are %,d rules already".formatted(MOST_RULES));
      }
      rules.put(record.key(), record.value());
    }
  }

  /** A null value is of an erased camera. */
  private static final class KeepDrift extends Keep<CameraId, Drift> {
    KeepDrift(RecordGuard guard) {
      super(guard, Topics.DRIFT.name());
    }

    @Override
    void keep(Record<CameraId, Drift> record) {
      KeyValueStore<CameraId, Drift> drift = context().getStateStore(DRIFT);
      if (record.key() == null) {
        throw new IllegalArgumentException("drift without a key: its camera expected");
      }
      drift.put(record.key(), record.value());
    }
  }
}
