package io.moodstream.allinone.commands.tables;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.moodstream.pipeline.kafka.KafkaRight;
import io.moodstream.pipeline.kafka.KafkaUser;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.TopicLayout;
import io.moodstream.pipeline.kafka.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** The topics, and the least rights of each stage, in the forms that an administrator applies. */
public final class TopicListing {
  private static final String RULE = "---\n";

  private final TopicLayout layout;

  public TopicListing(TopicLayout layout) {
    this.layout = layout;
  }

  /** For Kafka's own tools: a script that reads KAFKA and ADMIN from its environment. */
  public String shell() {
    var script = new StringBuilder();
    script.append("# KAFKA=host:port, ADMIN=a properties file with which Kafka's tools connect.\n");
    for (Topic<?, ?> topic : Topics.ALL) {
      script.append(createTopic(topic.toCreate(layout)));
    }
    for (KafkaUser user : KafkaUser.values()) {
      script.append("# %s%n".formatted(user.label()));
      byResource(user)
          .forEach((resource, operations) -> script.append(allow(user, resource, operations)));
    }
    return script.toString();
  }

  private static String createTopic(NewTopic topic) {
    String replication =
        topic.replicationFactor() == TopicLayout.CLUSTER_DEFAULT
            ? ""
            : " --replication-factor " + topic.replicationFactor();
    String settings =
        new TreeMap<>(topic.configs())
            .entrySet().stream()
                .map(setting -> " --config %s=%s".formatted(setting.getKey(), setting.getValue()))
                .collect(joining());
    return ("kafka-topics.sh --bootstrap-server \"$KAFKA\" --command-config \"$ADMIN\" --create"
            + " --if-not-exists --topic %s --partitions %d%s%s%n")
        .formatted(topic.name(), topic.numPartitions(), replication, settings);
  }

  private static String allow(KafkaUser user, KafkaRight resource, List<AclOperation> operations) {
    String pattern =
        resource.pattern() == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "";
    return ("kafka-acls.sh --bootstrap-server \"$KAFKA\" --command-config \"$ADMIN\" --add --force"
            + " --allow-principal User:%s%s%s --%s %s%n")
        .formatted(
            user.label(),
            operations.stream().map(each -> " --operation " + name(each)).collect(joining()),
            pattern,
            switch (resource.type()) {
              case TOPIC -> "topic";
              case GROUP -> "group";
              case TRANSACTIONAL_ID -> "transactional-id";
              case CLUSTER, DELEGATION_TOKEN, USER, ANY, UNKNOWN ->
                  throw new IllegalStateException("no stage needs " + resource);
            },
            resource.name());
  }

  /**
   * For Strimzi's operators.
   *
   * @param cluster the name of the Kafka resource
   */
  public String strimzi(String cluster) {
    var yaml = new StringBuilder();
    for (Topic<?, ?> topic : Topics.ALL) {
      yaml.append(RULE).append(kafkaTopic(topic.toCreate(layout), cluster));
    }
    for (KafkaUser user : KafkaUser.values()) {
      yaml.append(RULE).append(kafkaUser(user, cluster));
    }
    return yaml.toString();
  }

  private static String kafkaTopic(NewTopic topic, String cluster) {
    String replicas =
        topic.replicationFactor() == TopicLayout.CLUSTER_DEFAULT
            ? ""
            : "  replicas: %d\n".formatted(topic.replicationFactor());
    String settings =
        new TreeMap<>(topic.configs())
            .entrySet().stream()
                .map(setting -> "    %s: \"%s\"\n".formatted(setting.getKey(), setting.getValue()))
                .collect(joining());
    return head("KafkaTopic", topic.name(), cluster)
        + "spec:\n  partitions: %d\n".formatted(topic.numPartitions())
        + replicas
        + "  config:\n"
        + settings;
  }

  private static String kafkaUser(KafkaUser user, String cluster) {
    var acls = new StringBuilder();
    byResource(user)
        .forEach(
            (resource, operations) ->
                acls.append(
                    """
                          - resource: {type: %s, name: %s, patternType: %s}
                            operations: [%s]
                    """
                        .formatted(
                            resource.type() == ResourceType.TRANSACTIONAL_ID
                                ? "transactionalId"
                                : resource.type().name().toLowerCase(Locale.ROOT),
                            resource.name(),
                            resource.pattern() == PatternType.PREFIXED ? "prefix" : "literal",
                            operations.stream().map(TopicListing::name).collect(joining(", ")))));
    return head("KafkaUser", user.label(), cluster)
        + """
        spec:
          authentication:
            type: scram-sha-512
          authorization:
            type: simple
            acls:
        """
        + acls;
  }

  private static String head(String kind, String name, String cluster) {
    return """
    apiVersion: kafka.strimzi.io/v1beta2
    kind: %s
    metadata:
      name: %s
      labels:
        strimzi.io/cluster: %s
    """
        .formatted(kind, name, cluster);
  }

  /** One right of each resource, with all operations on it. */
  private static Map<KafkaRight, List<AclOperation>> byResource(KafkaUser user) {
    Map<KafkaRight, List<AclOperation>> operations = new LinkedHashMap<>();
    user.rights().stream()
        .collect(
            groupingBy(
                right -> "%s %s %s".formatted(right.type(), right.name(), right.pattern()),
                LinkedHashMap::new,
                toList()))
        .values()
        .forEach(
            rights ->
                operations.put(rights.get(0), rights.stream().map(KafkaRight::operation).toList()));
    return operations;
  }

  /** As Kafka's tools write it: DescribeConfigs. */
  private static String name(AclOperation operation) {
    var name = new StringBuilder();
    for (String word : operation.name().split("_", -1)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }
}
