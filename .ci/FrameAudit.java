import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameHeaders;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.summaries.Step;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads frames and expressions from its start until the file STOP exists, waits for the answers
 * that are outstanding, and exits with 1 unless each frame was answered exactly once and every
 * 10-second summary counts exactly the analysed frames.
 *
 * <p>{@code java -cp CLASSES:LIB/* FrameAudit.java BOOTSTRAP_SERVERS STOP [DASHBOARD TOKEN]}
 */
public final class FrameAudit {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(90);

  /** Aggregators have this long to count the last answers. */
  private static final Duration SUMMARY_LIMIT = Duration.ofSeconds(90);

  private static final Step STEP = Step.TEN_SECONDS;

  private final Map<FrameId, Integer> frames = new HashMap<>();
  private final Map<FrameId, Integer> answers = new HashMap<>();
  private final Map<FrameId, FrameExpressions> answer = new HashMap<>();

  private record Window(String camera, Instant from) implements Comparable<Window> {
    @Override
    public int compareTo(Window other) {
      int byCamera = camera.compareTo(other.camera);
      return byCamera == 0 ? from.compareTo(other.from) : byCamera;
    }
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var audit = new FrameAudit();
    audit.read(arguments[0], Path.of(arguments[1]));
    boolean exact = audit.isEachAnsweredOnce();
    if (arguments.length > 2) {
      exact &= audit.isEachCounted(arguments[2], arguments[3]);
    }
    System.exit(exact ? 0 : 1);
  }

  private void read(String bootstrapServers, Path stop) throws IOException {
    try (Consumer<byte[], byte[]> frameReader = readerOf(Topics.FRAMES, bootstrapServers);
        Consumer<byte[], byte[]> answerReader = readerOf(Topics.EXPRESSIONS, bootstrapServers)) {
      // Answers first: an answer must not be missed because its frame was read earlier.
      seekToEnd(answerReader);
      seekToEnd(frameReader);
      System.out.println("audit: reading");
      while (Files.notExists(stop)) {
        frameReader
            .poll(POLL)
            .forEach(frame -> frames.merge(FrameHeaders.of(frame.headers()).id(), 1, Integer::sum));
        take(answerReader);
      }
      // Twice the limit of a transaction: what was open by now is committed or aborted.
      Instant earliest = Instant.now().plusSeconds(20);
      Instant latest = Instant.now().plus(ANSWER_LIMIT);
      while (Instant.now().isBefore(earliest)
          || (!answers.keySet().containsAll(frames.keySet()) && Instant.now().isBefore(latest))) {
        take(answerReader);
      }
    }
  }

  private void take(Consumer<byte[], byte[]> reader) {
    reader
        .poll(POLL)
        .forEach(
            record -> {
              FrameExpressions expressions =
                  Topics.EXPRESSIONS.value().deserializer().deserialize("", record.value());
              FrameId id = expressions.frame().id();
              answers.merge(id, 1, Integer::sum);
              answer.put(id, expressions);
            });
  }

  private boolean isEachAnsweredOnce() {
    Set<String> never = new TreeSet<>();
    frames.keySet().stream()
        .filter(id -> !answers.containsKey(id))
        .forEach(id -> never.add(id.toString()));
    long twice = answers.values().stream().filter(times -> times > 1).count();
    long skipped = frames.keySet().stream().filter(id -> hasOutcome(id, Outcome.SKIPPED)).count();
    System.out.printf(
        "audit: %d frames, %d never answered, %d answered twice, %d skipped%n",
        frames.size(), never.size(), twice, skipped);
    never.stream().limit(5).forEach(id -> System.out.println("audit:   never: " + id));
    return !frames.isEmpty() && never.isEmpty() && twice == 0;
  }

  private boolean hasOutcome(FrameId id, Outcome outcome) {
    FrameExpressions expressions = answer.get(id);
    return expressions != null && expressions.frame().outcome() == outcome;
  }

  /** Of the windows that lie wholly within the answers that were read. */
  private boolean isEachCounted(String dashboard, String token)
      throws IOException, InterruptedException {
    Map<Window, Long> expected = new TreeMap<>();
    answer.values().stream()
        .filter(expressions -> expressions.frame().outcome() == Outcome.ANALYSED)
        .forEach(expressions -> expected.merge(windowOf(expressions), 1L, Long::sum));
    Instant first = answer.values().stream().map(this::capturedAt).min(Instant::compareTo).get();
    Instant last = answer.values().stream().map(this::capturedAt).max(Instant::compareTo).get();
    expected
        .keySet()
        .removeIf(
            window ->
                window.from().isBefore(first.plusSeconds(2))
                    || window.from().plus(STEP.length()).plusSeconds(2).isAfter(last));

    Instant limit = Instant.now().plus(SUMMARY_LIMIT);
    Map<Window, Long> counted = summaries(dashboard, token, first);
    while (!counted.entrySet().containsAll(expected.entrySet()) && Instant.now().isBefore(limit)) {
      Thread.sleep(1_000);
      counted = summaries(dashboard, token, first);
    }
    int wrong = 0;
    for (Map.Entry<Window, Long> window : expected.entrySet()) {
      Long frames = counted.get(window.getKey());
      if (!window.getValue().equals(frames)) {
        wrong++;
        System.out.printf(
            "audit:   %s: %d analysed, the summary counts %s%n",
            window.getKey(), window.getValue(), frames);
      }
    }
    System.out.printf("audit: %d windows, %d counted wrongly%n", expected.size(), wrong);
    return !expected.isEmpty() && wrong == 0;
  }

  private Instant capturedAt(FrameExpressions expressions) {
    return expressions.frame().capturedAt();
  }

  private Window windowOf(FrameExpressions expressions) {
    return new Window(
        expressions.frame().camera().value(), STEP.windowStart(capturedAt(expressions)));
  }

  private static Map<Window, Long> summaries(String dashboard, String token, Instant from)
      throws IOException, InterruptedException {
    var uri =
        URI.create(
            "%s/api/v1/summaries?step=%s&from=%s"
                .formatted(dashboard, STEP.label(), from.minusSeconds(20)));
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + token)
            .header("Accept", "text/csv")
            .build();
    List<String> lines =
        HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.ofString())
            .body()
            .lines()
            .toList();
    List<String> head = Arrays.asList(lines.get(0).split(","));
    Map<Window, Long> counted = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      counted.put(
          new Window(cells[head.indexOf("camera")], Instant.parse(cells[head.indexOf("from")])),
          Long.parseLong(cells[head.indexOf("frames")]));
    }
    return counted;
  }

  private static Consumer<byte[], byte[]> readerOf(Topic<?, ?> topic, String bootstrapServers) {
    var properties = new Properties();
    properties.put("bootstrap.servers", bootstrapServers);
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", "false");
    properties.put("auto.offset.reset", "earliest");
    var bytes = new ByteArrayDeserializer();
    var reader = new KafkaConsumer<>(properties, bytes, bytes);
    reader.assign(
        reader.partitionsFor(topic.name()).stream()
            .map(partition -> new TopicPartition(topic.name(), partition.partition()))
            .toList());
    return reader;
  }

  private static void seekToEnd(Consumer<?, ?> reader) {
    reader.seekToEnd(reader.assignment());
    reader.assignment().forEach(reader::position);
  }
}
