package io.moodstream.pipeline.kafka;

import io.moodstream.pipeline.UserFacing;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;

/** The cluster's ACLs deny what a stage needs. The message names each right. */
public final class AccessDenied extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  AccessDenied(Collection<KafkaRight> missing) {
    super(message(missing.stream().map(KafkaRight::toString)));
  }

  /**
   * Describes an authorization failure of a running client, whose own message names neither the
   * operation nor, often, the resource.
   *
   * @param users of the process in which it happened
   */
  public static Optional<String> explain(Throwable problem, Collection<KafkaUser> users) {
    for (Throwable each = problem; each != null; each = each.getCause()) {
      if (each instanceof AuthorizationException denied) {
        return Optional.of(explain(denied, users));
      }
    }
    return Optional.empty();
  }

  private static String explain(AuthorizationException denied, Collection<KafkaUser> users) {
    if (denied instanceof TopicAuthorizationException topics
        && !topics.unauthorizedTopics().isEmpty()) {
      return message(
          topics.unauthorizedTopics().stream().sorted().flatMap(topic -> needed(topic, users)));
    }
    if (denied instanceof GroupAuthorizationException group && group.groupId() != null) {
      return message(
          Stream.of(
              KafkaRight.literal(ResourceType.GROUP, group.groupId(), AclOperation.READ)
                  .toString()));
    }
    if (denied instanceof TransactionalIdAuthorizationException) {
      return message(
          users.stream()
              .flatMap(user -> user.rights().stream())
              .filter(right -> right.type() == ResourceType.TRANSACTIONAL_ID)
              .map(KafkaRight::toString)
              .distinct());
    }
    return "Kafka denies access: " + denied.getMessage();
  }

  private static Stream<String> needed(String topic, Collection<KafkaUser> users) {
    List<AclOperation> operations =
        users.stream().flatMap(user -> user.operations(topic).stream()).distinct().toList();
    return (operations.isEmpty()
            ? Stream.of(AclOperation.READ, AclOperation.WRITE)
            : operations.stream())
        .map(operation -> KafkaRight.topic(topic, operation).toString());
  }

  private static String message(Stream<String> rights) {
    return "Kafka denies "
        + rights.collect(Collectors.joining(", "))
        + " (moodstream topics --print lists the rights of each stage)";
  }
}
