package io.moodstream.pipeline.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Comparator;
import java.util.List;

/** The health of a stage, or of a process with several. */
public record Health(List<Check> checks) {
  private static final JsonMapper JSON = new JsonMapper();

  public enum Status {
    UP,
    /** Works, but not as well as it should; the detail gives the reason. */
    DEGRADED,
    /** Cannot work now because something outside is missing: Kafka, every camera. It waits. */
    UNAVAILABLE,
    /** Not able to work yet: starting, restoring state. */
    STARTING,
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

  /** The worst of all checks, in the order of {@link Status}; UP without checks. */
  public Status status() {
    return checks.stream().map(Check::status).max(Comparator.naturalOrder()).orElse(Status.UP);
  }

  /** False: only a new process helps. */
  public boolean isAlive() {
    return status() != Status.DOWN;
  }

  public boolean isReady() {
    return switch (status()) {
      case UP, DEGRADED -> true;
      case UNAVAILABLE, STARTING, DOWN -> false;
    };
  }

  public boolean isStarted() {
    return switch (status()) {
      case UP, DEGRADED, UNAVAILABLE -> true;
      case STARTING, DOWN -> false;
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
}
