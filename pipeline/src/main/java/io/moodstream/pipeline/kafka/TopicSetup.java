package io.moodstream.pipeline.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics of some users where they are missing, and checks the others: whether the
 * process may use them, and whether their settings are those on which stages rely. No other topic
 * is touched.
 */
public final class TopicSetup {
  private static final Logger log = LoggerFactory.getLogger(TopicSetup.class);

  private final Admin admin;
  private final Collection<KafkaUser> users;
  private final TopicLayout layout;
  private final Set<KafkaRight> denied = new LinkedHashSet<>();

  private TopicSetup(Admin admin, Collection<KafkaUser> users, TopicLayout layout) {
    this.admin = admin;
    this.users = List.copyOf(users);
    this.layout = layout;
  }

  /**
   * Must be done before a stage starts: a stream whose dead-letter topic is missing loops instead
   * of failing.
   *
   * @return what the settings of existing topics break, a line each
   * @throws AccessDenied if the cluster's ACLs deny what {@code users} need
   * @throws ExecutionException if Kafka does not answer
   */
  public static List<String> prepare(Admin admin, Collection<KafkaUser> users, TopicLayout layout)
      throws InterruptedException, ExecutionException {
    return new TopicSetup(admin, users, layout).prepare();
  }

  private List<String> prepare() throws InterruptedException, ExecutionException {
    List<Topic<?, ?>> topics = KafkaUser.topics(users);
    Map<String, TopicDescription> found = describe(topics);
    List<Topic<?, ?>> missing =
        topics.stream()
            .filter(topic -> !found.containsKey(topic.name()) && !isDenied(topic))
            .toList();
    create(missing);
    requireNothingDenied();
    TopicLeaders.await(admin, missing.stream().map(Topic::name).toList());
    describe(missing);
    requireNothingDenied();
    List<Topic<?, ?>> existing = new ArrayList<>(topics);
    existing.removeAll(missing);
    return broken(existing);
  }

  private void requireNothingDenied() {
    if (!denied.isEmpty()) {
      throw new AccessDenied(denied);
    }
  }

  private boolean isDenied(Topic<?, ?> topic) {
    return denied.stream().anyMatch(right -> right.name().equals(topic.name()));
  }

  /** Those that exist and may be described; notes every right that is missing. */
  private Map<String, TopicDescription> describe(Collection<Topic<?, ?>> topics)
      throws InterruptedException, ExecutionException {
    var asked =
        admin
            .describeTopics(
                topics.stream().map(Topic::name).toList(),
                new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    Map<String, TopicDescription> found = new HashMap<>();
    for (Topic<?, ?> topic : topics) {
      try {
        TopicDescription description = Objects.requireNonNull(asked.get(topic.name())).get();
        found.put(topic.name(), description);
        noteDenied(topic, description.authorizedOperations());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof AuthorizationException) {
          noteDenied(topic, Set.of());
        } else if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return found;
  }

  private void noteDenied(Topic<?, ?> topic, Set<AclOperation> allowed) {
    users.stream()
        .flatMap(user -> user.operations(topic.name()).stream())
        .filter(operation -> !allowed.contains(operation))
        .forEach(operation -> denied.add(KafkaRight.topic(topic.name(), operation)));
  }

  private void create(Collection<Topic<?, ?>> missing)
      throws InterruptedException, ExecutionException {
    var created =
        admin.createTopics(missing.stream().map(topic -> topic.toCreate(layout)).toList()).values();
    for (String name : new TreeSet<>(created.keySet())) {
      try {
        Objects.requireNonNull(created.get(name)).get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof AuthorizationException) {
          denied.add(KafkaRight.topic(name, AclOperation.CREATE));
        } else if (!(e.getCause() instanceof TopicExistsException)) {
          // Existing: another process that starts at the same moment was first.
          throw e;
        }
      }
    }
  }

  private List<String> broken(Collection<Topic<?, ?>> existing)
      throws InterruptedException, ExecutionException {
    var asked =
        admin
            .describeConfigs(
                existing.stream()
                    .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
                    .toList())
            .values();
    List<String> broken = new ArrayList<>();
    List<String> unchecked = new ArrayList<>();
    for (Topic<?, ?> topic : existing) {
      try {
        Config config =
            Objects.requireNonNull(
                    asked.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.name())))
                .get();
        broken.addAll(
            TopicPromise.broken(
                topic, name -> Optional.ofNullable(config.get(name)).map(ConfigEntry::value)));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof AuthorizationException)) {
          throw e;
        }
        unchecked.add(topic.name());
      }
    }
    if (!unchecked.isEmpty()) {
      log.info(
          "the settings of {} are not checked: {} is denied",
          unchecked.stream().collect(Collectors.joining(", ")),
          AclOperation.DESCRIBE_CONFIGS);
    }
    return broken;
  }
}
