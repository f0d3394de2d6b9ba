package io.moodstream.pipeline.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** What a stage, or a process of several, says of itself. */
public record Health(List<Check> checks) {
  private static final JsonMapper JSON = new JsonMapper();

  public enum Status {
    /** Not able to work yet: starting, restoring state. */
    STARTING,
    UP,
    /** Ended by a failure; it will not come back by itself. */
    DOWN
  }

  /**
   * @param detail what a person should know: the state, the reason of a failure
   */
  public record Check(String name, Status status, String detail) {}

  public Health {
    checks = List.copyOf(checks);
  }

  public static Health of(String name, Status status, String detail) {
    return new Health(List.of(new Check(name, status, detail)));
  }

  public static Health merged(List<Health> parts) {
    return new Health(parts.stream().flatMap(part -> part.checks().stream()).toList());
  }

  /** DOWN if anything is, else STARTING if anything is, else UP. */
  public Status status() {
    if (any(Status.DOWN)) {
      return Status.DOWN;
    }
    return any(Status.STARTING) ? Status.STARTING : Status.UP;
  }

  /** UP is better than STARTING, STARTING better than DOWN. */
  public boolean isAtLeast(Status least) {
    return switch (least) {
      case UP -> status() == Status.UP;
      case STARTING -> status() != Status.DOWN;
      case DOWN -> true;
    };
  }

  /**
   * {@code {"status": "UP", "checks": [{"name", "status", "detail"}]}}, as health endpoints answer.
   */
  public String toJson() {
    try {
      return JSON.writeValueAsString(new Report(status(), checks));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts is always writable", e);
    }
  }

  private record Report(Status status, List<Check> checks) {}

  private boolean any(Status status) {
    return checks.stream().anyMatch(check -> check.status() == status);
  }
}
