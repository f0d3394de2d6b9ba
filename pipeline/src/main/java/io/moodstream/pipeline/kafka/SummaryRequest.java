package io.moodstream.pipeline.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A question for summaries whose window starts in {@code [from, to)}, and how it travels between
 * our own processes: {@code GET /v1/summaries?camera=hall&camera=door&step=10s&from=0&to=60000},
 * with times in ms since the epoch. Without a camera all are meant; {@code &partition=3} may
 * follow, any number of times.
 *
 * @param cameras empty for all
 * @param from rounded up to whole ms, and not before the epoch
 * @param to rounded up to whole ms
 * @param partitions the answerer's own state for these and nothing else; empty for a complete
 *     answer, for which it asks the other aggregators
 */
public record SummaryRequest(
    Set<CameraId> cameras, Step step, Instant from, Instant to, Set<Integer> partitions) {
  public static final String PATH = "/v1/summaries";

  private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

  public SummaryRequest {
    cameras = Set.copyOf(cameras);
    from = wholeMillis(from);
    to = wholeMillis(to);
    partitions = Set.copyOf(partitions);
  }

  /** A question that wants a complete answer. */
  public static SummaryRequest of(Set<CameraId> cameras, Step step, Instant from, Instant to) {
    return new SummaryRequest(cameras, step, from, to, Set.of());
  }

  /**
   * @param query the part of the address after the question mark, as it came
   * @throws IllegalArgumentException if a parameter is unknown, missing or malformed; the message
   *     names it
   */
  public static SummaryRequest parse(String query) {
    Map<String, List<String>> parameters = new TreeMap<>();
    for (String parameter : query.split("&", -1)) {
      String[] parts = parameter.split("=", 2);
      String value = parts.length == 2 ? URLDecoder.decode(parts[1], UTF_8) : "";
      parameters.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(value);
    }
    var request =
        new SummaryRequest(
            take(parameters, "camera").stream().map(CameraId::new).collect(toUnmodifiableSet()),
            Step.ofLabel(takeOne(parameters, "step")),
            Instant.ofEpochMilli(number("from", takeOne(parameters, "from"))),
            Instant.ofEpochMilli(number("to", takeOne(parameters, "to"))),
            take(parameters, "partition").stream()
                .map(value -> Math.toIntExact(number("partition", value)))
                .collect(toUnmodifiableSet()));
    if (!parameters.isEmpty()) {
      throw new IllegalArgumentException("unknown parameter " + parameters.keySet());
    }
    return request;
  }

  /** What {@link #parse} reads; nothing in it needs escaping. */
  public String toQuery() {
    Stream<String> parameters =
        Stream.of(
                new TreeSet<>(cameras).stream().map(camera -> "camera=" + camera),
                Stream.of(
                    "step=" + step.label(),
                    "from=" + from.toEpochMilli(),
                    "to=" + to.toEpochMilli()),
                new TreeSet<>(partitions).stream().map(partition -> "partition=" + partition))
            .flatMap(part -> part);
    return String.join("&", parameters.toList());
  }

  /** The body of an answer: the Protobuf message {@code moodstream.v1.Summaries}. */
  public static byte[] encode(List<Summary> summaries) {
    return EventSerdes.SUMMARIES.serializer().serialize(PATH, summaries);
  }

  /**
   * @throws org.apache.kafka.common.errors.SerializationException if the bytes are no answer
   */
  public static List<Summary> decode(byte[] body) {
    return EventSerdes.SUMMARIES.deserializer().deserialize(PATH, body);
  }

  private static Instant wholeMillis(Instant time) {
    if (time.isBefore(Instant.EPOCH)) {
      return Instant.EPOCH;
    }
    return time.isBefore(LAST)
        ? Instant.ofEpochMilli(time.plusNanos(999_999).toEpochMilli())
        : LAST;
  }

  private static List<String> take(Map<String, List<String>> parameters, String name) {
    List<String> values = parameters.remove(name);
    return values == null ? List.of() : values;
  }

  private static String takeOne(Map<String, List<String>> parameters, String name) {
    List<String> values = take(parameters, name);
    if (values.size() != 1) {
      throw new IllegalArgumentException(
          "parameter %s must be given once, not %d times".formatted(name, values.size()));
    }
    return values.get(0);
  }

  private static long number(String name, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "parameter %s '%s' is not a number".formatted(name, value), e);
    }
  }
}
