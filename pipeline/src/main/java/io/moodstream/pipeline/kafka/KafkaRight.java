package io.moodstream.pipeline.kafka;

import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * One operation on one resource of a cluster.
 *
 * @param pattern LITERAL: {@code name} itself; PREFIXED: every resource whose name starts with it
 */
public record KafkaRight(
    ResourceType type, String name, PatternType pattern, AclOperation operation) {
  static KafkaRight topic(String name, AclOperation operation) {
    return literal(ResourceType.TOPIC, name, operation);
  }

  static KafkaRight literal(ResourceType type, String name, AclOperation operation) {
    return new KafkaRight(type, name, PatternType.LITERAL, operation);
  }

  /**
   * @param principal {@code User:face-detector}
   */
  public AclBinding allowedTo(String principal) {
    return new AclBinding(
        new ResourcePattern(type, name, pattern),
        new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
  }

  /** {@code WRITE on topic moodstream.faces.v1}. */
  @Override
  public String toString() {
    return "%s on %s %s%s"
        .formatted(
            operation,
            type.name().toLowerCase(Locale.ROOT).replace('_', ' '),
            name,
            pattern == PatternType.PREFIXED ? "*" : "");
  }
}
