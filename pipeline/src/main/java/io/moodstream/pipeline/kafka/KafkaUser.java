package io.moodstream.pipeline.kafka;

import static io.moodstream.pipeline.kafka.Topics.AGGREGATOR_DEAD_LETTERS;
import static io.moodstream.pipeline.kafka.Topics.ALERTS;
import static io.moodstream.pipeline.kafka.Topics.ALERTS_DEAD_LETTERS;
import static io.moodstream.pipeline.kafka.Topics.ALERT_RULES;
import static io.moodstream.pipeline.kafka.Topics.AUDIT;
import static io.moodstream.pipeline.kafka.Topics.CAMERAS;
import static io.moodstream.pipeline.kafka.Topics.CAMERA_CONFIGS;
import static io.moodstream.pipeline.kafka.Topics.CLASSIFIERS;
import static io.moodstream.pipeline.kafka.Topics.CLASSIFIER_DEAD_LETTERS;
import static io.moodstream.pipeline.kafka.Topics.DETECTOR_DEAD_LETTERS;
import static io.moodstream.pipeline.kafka.Topics.DRIFT;
import static io.moodstream.pipeline.kafka.Topics.DRIFT_REFERENCES;
import static io.moodstream.pipeline.kafka.Topics.EXPRESSIONS;
import static io.moodstream.pipeline.kafka.Topics.FACES;
import static io.moodstream.pipeline.kafka.Topics.FRAMES;
import static io.moodstream.pipeline.kafka.Topics.MODELS;
import static io.moodstream.pipeline.kafka.Topics.MODEL_ALIASES;
import static io.moodstream.pipeline.kafka.Topics.SHADOW;
import static io.moodstream.pipeline.kafka.Topics.SUMMARIES;
import static io.moodstream.pipeline.kafka.Topics.TRAINERS;
import static io.moodstream.pipeline.kafka.Topics.TRAINING_PROGRESS;
import static io.moodstream.pipeline.kafka.Topics.TRAINING_REQUESTS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The users of a secured cluster, one for each stage and one for the command line, each with its
 * least rights. A stage creates and describes the topics of its user and no others.
 */
@SuppressWarnings("ImmutableEnumChecker") // The lists are unmodifiable copies.
public enum KafkaUser {
  CAMERA_PRODUCER(
      "camera-producer", Set.of(), List.of(EXPRESSIONS, CAMERA_CONFIGS), List.of(FRAMES, CAMERAS)),
  FACE_DETECTOR(
      "face-detector", Set.of(Needs.GROUP), List.of(FRAMES), List.of(FACES, DETECTOR_DEAD_LETTERS)),
  EMOTION_CLASSIFIER(
      "emotion-classifier",
      Set.of(Needs.GROUP, Needs.STATE, Needs.MODEL_TRANSACTIONS),
      List.of(FACES, MODELS, MODEL_ALIASES, CLASSIFIERS, AUDIT),
      List.of(
          EXPRESSIONS, MODELS, MODEL_ALIASES, CLASSIFIERS, SHADOW, AUDIT, CLASSIFIER_DEAD_LETTERS)),
  AGGREGATOR(
      "aggregator",
      Set.of(Needs.GROUP, Needs.STATE),
      List.of(EXPRESSIONS, DRIFT_REFERENCES),
      List.of(SUMMARIES, DRIFT, AGGREGATOR_DEAD_LETTERS)),
  ALERTING(
      "alerts",
      Set.of(Needs.GROUPS, Needs.STATE),
      List.of(SUMMARIES, CAMERAS, ALERT_RULES, ALERTS, DRIFT),
      List.of(ALERT_RULES, ALERTS, ALERTS_DEAD_LETTERS)),
  DASHBOARD(
      "dashboard",
      Set.of(Needs.MODEL_TRANSACTIONS),
      List.of(
          FRAMES,
          EXPRESSIONS,
          SUMMARIES,
          CAMERAS,
          CAMERA_CONFIGS,
          MODELS,
          MODEL_ALIASES,
          CLASSIFIERS,
          SHADOW,
          AUDIT,
          TRAINING_REQUESTS,
          TRAINING_PROGRESS,
          TRAINERS,
          ALERT_RULES,
          ALERTS,
          DRIFT),
      List.of(
          FRAMES,
          CAMERAS,
          CAMERA_CONFIGS,
          MODELS,
          MODEL_ALIASES,
          AUDIT,
          TRAINING_REQUESTS,
          ALERT_RULES,
          ALERTS,
          DRIFT_REFERENCES)),
  TRAINER(
      "trainer",
      Set.of(Needs.GROUP, Needs.MODEL_TRANSACTIONS),
      List.of(
          MODELS,
          MODEL_ALIASES,
          CLASSIFIERS,
          AUDIT,
          TRAINING_REQUESTS,
          TRAINING_PROGRESS,
          TRAINERS),
      List.of(MODELS, MODEL_ALIASES, AUDIT, TRAINING_PROGRESS, TRAINERS)),
  /** The commands {@code models} and {@code trainings}. */
  OPERATOR(
      "operator",
      Set.of(Needs.MODEL_TRANSACTIONS),
      List.of(
          MODELS,
          MODEL_ALIASES,
          CLASSIFIERS,
          SHADOW,
          AUDIT,
          TRAINING_REQUESTS,
          TRAINING_PROGRESS,
          TRAINERS),
      List.of(MODELS, MODEL_ALIASES, AUDIT, TRAINING_REQUESTS)),
  /** The command {@code erase}; what the dashboard needs beside its own rights to erase. */
  ERASURE(
      "erasure",
      Set.of(Needs.ERASING),
      List.of(
          FRAMES,
          FACES,
          EXPRESSIONS,
          SUMMARIES,
          CAMERAS,
          SHADOW,
          AUDIT,
          ALERTS,
          DRIFT,
          DRIFT_REFERENCES,
          DETECTOR_DEAD_LETTERS,
          CLASSIFIER_DEAD_LETTERS,
          AGGREGATOR_DEAD_LETTERS,
          ALERTS_DEAD_LETTERS),
      List.of(FACES, EXPRESSIONS, SUMMARIES, CAMERAS, AUDIT, ALERTS, DRIFT, DRIFT_REFERENCES));

  /** Of the transaction in which an erasure writes the audit anew. */
  public static final String ERASURE_TRANSACTIONS = "moodstream-erasure";

  /** Of the transactions in which models are published and aliases changed. */
  public static final String MODEL_TRANSACTIONS = "moodstream-models";

  private static final String APPLICATION_PREFIX = "moodstream-";

  /** What a user needs beside topics. */
  private enum Needs {
    /** A consumer group: {@code moodstream-<name>}. */
    GROUP,
    /**
     * Consumer groups that begin with {@code moodstream-<name>}: one of its own for each channel.
     */
    GROUPS,
    /** Stores with changelogs that Kafka Streams creates, and transactions of its own. */
    STATE,
    MODEL_TRANSACTIONS,
    /** Deleting records and altering topics, and seeing how far the stages have read. */
    ERASING
  }

  private final String label;
  private final Set<Needs> needs;
  private final List<Topic<?, ?>> reads;
  private final List<Topic<?, ?>> writes;

  KafkaUser(String label, Set<Needs> needs, List<Topic<?, ?>> reads, List<Topic<?, ?>> writes) {
    this.label = label;
    this.needs = Set.copyOf(needs);
    this.reads = List.copyOf(reads);
    this.writes = List.copyOf(writes);
  }

  /** All that a process with every stage in it needs. */
  public static List<KafkaUser> stages() {
    return Arrays.stream(values()).filter(user -> user != OPERATOR && user != ERASURE).toList();
  }

  /** As the stage's name: {@code face-detector}. */
  public String label() {
    return label;
  }

  /** The id of a stage's Kafka Streams application, and of its consumer group. */
  public String application() {
    return APPLICATION_PREFIX + label;
  }

  /** The topic in which Kafka Streams keeps the content of a store of the stage. */
  public String changelog(String store) {
    return "%s-%s-changelog".formatted(application(), store);
  }

  /** Those of {@code users}, each once, in the order in which a frame flows. */
  static List<Topic<?, ?>> topics(Collection<KafkaUser> users) {
    return Topics.ALL.stream()
        .filter(topic -> users.stream().anyMatch(user -> user.uses(topic)))
        .toList();
  }

  public List<Topic<?, ?>> topics() {
    return topics(List.of(this));
  }

  private boolean uses(Topic<?, ?> topic) {
    return reads.contains(topic) || writes.contains(topic);
  }

  /** READ, WRITE or both; empty for a topic of other users. */
  public List<AclOperation> operations(String topic) {
    return Stream.of(AclOperation.READ, AclOperation.WRITE)
        .filter(
            operation ->
                (operation == AclOperation.READ ? reads : writes)
                    .stream().anyMatch(used -> used.name().equals(topic)))
        .toList();
  }

  /**
   * All that it needs once the topics exist, and no more. DescribeConfigs on them is of use too: a
   * stage then checks the settings of existing topics.
   */
  public List<KafkaRight> rights() {
    List<KafkaRight> rights = new ArrayList<>();
    for (Topic<?, ?> topic : topics()) {
      operations(topic.name()).forEach(each -> rights.add(KafkaRight.topic(topic.name(), each)));
    }
    String application = application();
    if (needs.contains(Needs.GROUP)) {
      rights.add(KafkaRight.literal(ResourceType.GROUP, application, AclOperation.READ));
    }
    if (needs.contains(Needs.GROUPS)) {
      rights.add(
          new KafkaRight(ResourceType.GROUP, application, PatternType.PREFIXED, AclOperation.READ));
    }
    if (needs.contains(Needs.STATE)) {
      for (AclOperation operation :
          List.of(
              AclOperation.CREATE,
              AclOperation.READ,
              AclOperation.WRITE,
              AclOperation.DESCRIBE_CONFIGS)) {
        rights.add(
            new KafkaRight(ResourceType.TOPIC, application + "-", PatternType.PREFIXED, operation));
      }
      rights.add(
          new KafkaRight(
              ResourceType.TRANSACTIONAL_ID,
              application,
              PatternType.PREFIXED,
              AclOperation.WRITE));
    }
    if (needs.contains(Needs.MODEL_TRANSACTIONS)) {
      rights.add(
          KafkaRight.literal(
              ResourceType.TRANSACTIONAL_ID, MODEL_TRANSACTIONS, AclOperation.WRITE));
    }
    if (needs.contains(Needs.ERASING)) {
      rights.addAll(rightsToErase());
    }
    return rights;
  }

  private List<KafkaRight> rightsToErase() {
    List<KafkaRight> rights = new ArrayList<>();
    List<AclOperation> alone =
        List.of(AclOperation.DELETE, AclOperation.DESCRIBE_CONFIGS, AclOperation.ALTER_CONFIGS);
    for (Topic<?, ?> topic : topics()) {
      alone.forEach(each -> rights.add(KafkaRight.topic(topic.name(), each)));
    }
    for (KafkaUser stage : List.of(EMOTION_CLASSIFIER, AGGREGATOR, ALERTING)) {
      Stream.concat(Stream.of(AclOperation.READ, AclOperation.WRITE), alone.stream())
          .filter(operation -> operation != AclOperation.DELETE)
          .map(
              operation ->
                  new KafkaRight(
                      ResourceType.TOPIC,
                      stage.application() + "-",
                      PatternType.PREFIXED,
                      operation))
          .forEach(rights::add);
    }
    for (KafkaUser stage : List.of(FACE_DETECTOR, EMOTION_CLASSIFIER, AGGREGATOR)) {
      rights.add(
          KafkaRight.literal(ResourceType.GROUP, stage.application(), AclOperation.DESCRIBE));
    }
    rights.add(
        KafkaRight.literal(
            ResourceType.TRANSACTIONAL_ID, ERASURE_TRANSACTIONS, AclOperation.WRITE));
    return rights;
  }
}
