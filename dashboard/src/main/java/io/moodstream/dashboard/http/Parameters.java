package io.moodstream.dashboard.http;

import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The query of a call; whatever is wrong in it is a {@link BadParameter}. */
public final class Parameters {
  /** Every call may carry it: it opens the door, and is not a part of the question. */
  public static final String TOKEN = "token";

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Any other parameter than {@code known} is an error: a misspelt one must not go unseen. */
  public static Parameters of(Map<String, List<String>> values, Set<String> known) {
    for (String name : values.keySet()) {
      if (!known.contains(name) && !name.equals(TOKEN)) {
        String all = known.stream().sorted().collect(Collectors.joining(", "));
        throw new BadParameter(
            name, "unknown parameter '%s': this call knows %s".formatted(name, all));
      }
    }
    return new Parameters(values);
  }

  public Optional<String> single(String name) {
    List<String> given = values.getOrDefault(name, List.of());
    if (given.size() > 1) {
      throw new BadParameter(name, name + " is given %d times: once only".formatted(given.size()));
    }
    return given.stream().findFirst();
  }

  public Optional<Instant> time(String name) {
    return single(name).map(text -> time(name, text));
  }

  public Set<CameraId> cameras(String name) {
    var cameras = new TreeSet<CameraId>();
    for (String text : values.getOrDefault(name, List.of())) {
      try {
        cameras.add(new CameraId(text));
      } catch (IllegalArgumentException e) {
        throw new BadParameter(name, String.valueOf(e.getMessage()));
      }
    }
    return cameras;
  }

  private static Instant time(String name, String text) {
    // A plus sign that was not escaped arrives as a space: 12:00:00+02:00.
    String repaired = text.contains("T") ? text.replace(' ', '+') : text;
    try {
      Instant time = OffsetDateTime.parse(repaired).toInstant();
      if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
        throw new BadParameter(name, "%s '%s' is not a time since 1970".formatted(name, text));
      }
      return time;
    } catch (DateTimeParseException e) {
      throw new BadParameter(
          name,
          "%s '%s' is not an RFC 3339 time such as 2026-11-30T12:00:00Z".formatted(name, text));
    }
  }
}
