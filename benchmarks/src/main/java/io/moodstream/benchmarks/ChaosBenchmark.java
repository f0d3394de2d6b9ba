package io.moodstream.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.moodstream.allinone.broker.ClientFile;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameHeaders;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.kafka.KafkaConnection;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Kills and suspends processes of {@code moodstream run} at random moments, starts it again and
 * counts: {@code ChaosBenchmark ROUNDS [SEED]}. After each round every published frame must be
 * answered exactly once, the windows of 10 s must hold what the answers add up to, and nothing may
 * be left in the system's temporary folder. Prints a line for each round; the exit code is 1 if one
 * of them is not in order.
 */
public final class ChaosBenchmark {
  private static final Duration READY_LIMIT = Duration.ofMinutes(3);
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(2);
  private static final String READY = "moodstream is ready: ";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** What happens in a round. */
  private enum Fault {
    KILL_MOODSTREAM,
    KILL_BROKER,
    KILL_BOTH,
    SUSPEND_MOODSTREAM_20_S,
    SUSPEND_BROKER_20_S
  }

  private record Window(String camera, Instant from) {}

  private final Path dataDir;
  private final Path temporary;
  private final Path output;
  private final Random random;

  /** Of all rounds: frames are deleted after two minutes. */
  private final Set<FrameId> published = new HashSet<>();

  private ChaosBenchmark(Path folder, Random random) throws IOException {
    dataDir = folder.resolve("data");
    temporary = Files.createDirectory(folder.resolve("tmp"));
    output = folder.resolve("moodstream.out");
    this.random = random;
  }

  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    System.exit(run(rounds, seed) ? 0 : 1);
  }

  private static boolean run(int rounds, long seed) throws Exception {
    Path folder = Files.createTempDirectory("moodstream-chaos-");
    var bench = new ChaosBenchmark(folder, new Random(seed));
    System.out.printf("seed %d, %s%n", seed, folder);
    System.out.println(
        "round  fault                    ready again  frames  lost  twice  windows  left behind");
    boolean inOrder = true;
    Process process = bench.start();
    bench.awaitReady(process);
    for (int round = 1; round <= rounds; round++) {
      TimeUnit.MILLISECONDS.sleep(5_000 + bench.random.nextInt(10_000));
      bench.published.addAll(bench.frames());
      Fault fault = Fault.values()[bench.random.nextInt(Fault.values().length)];
      bench.inflict(fault, process);
      Instant begin = Instant.now();
      if (!process.isAlive()) {
        process = bench.start();
      }
      bench.awaitReady(process);
      Duration ready = Duration.between(begin, Instant.now());
      inOrder &= bench.report(round, fault, ready);
    }
    process.destroy();
    process.waitFor();
    return inOrder;
  }

  private boolean report(int round, Fault fault, Duration ready) throws Exception {
    published.addAll(frames());
    Instant limit = Instant.now().plus(ANSWER_LIMIT);
    List<FrameExpressions> answers = answers();
    while (lost(answers) > 0 && Instant.now().isBefore(limit)) {
      TimeUnit.SECONDS.sleep(1);
      answers = answers();
    }
    long different = differentWindows();
    while (different > 0 && Instant.now().isBefore(limit)) {
      TimeUnit.SECONDS.sleep(1);
      different = differentWindows();
    }
    answers = answers();
    long twice = answers.size() - answers.stream().map(it -> it.frame().id()).distinct().count();
    List<String> left = leftBehind();
    System.out.printf(
        "%5d  %-23s  %9.1f s  %6d  %4d  %5d  %7s  %s%n",
        round,
        fault,
        ready.toMillis() / 1000.0,
        published.size(),
        lost(answers),
        twice,
        different == 0 ? "equal" : different + " differ",
        left.isEmpty() ? "nothing" : left);
    return lost(answers) == 0 && twice == 0 && different == 0 && left.isEmpty();
  }

  private Process start() throws IOException {
    Files.deleteIfExists(output);
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-Djava.io.tmpdir=" + temporary));
    command.addAll(List.of("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.moodstream.allinone.commands.Moodstream", "run", "--port", "0"));
    command.addAll(List.of("--data-dir", dataDir.toString()));
    command.addAll(List.of("--camera", "hall=synthetic:1,fps=5"));
    command.addAll(List.of("--camera", "door=synthetic:2,fps=5"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private void awaitReady(Process process) throws IOException, InterruptedException {
    Instant limit = Instant.now().plus(READY_LIMIT);
    while (!isReady()) {
      if (!process.isAlive() || Instant.now().isAfter(limit)) {
        throw new IOException("not ready again: " + Files.readString(output));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private boolean isReady() throws IOException, InterruptedException {
    return Files.readString(output).contains(READY) && status("/health/ready") == 200;
  }

  private String url() throws IOException {
    String text = Files.readString(output);
    return text.substring(text.indexOf(READY) + READY.length()).lines().findFirst().orElseThrow();
  }

  private int status(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url() + path)).build();
    return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private void inflict(Fault fault, Process process) throws IOException, InterruptedException {
    ProcessHandle broker = process.children().findFirst().orElseThrow();
    switch (fault) {
      case KILL_MOODSTREAM -> process.destroyForcibly().waitFor();
      case KILL_BROKER -> {
        broker.destroyForcibly();
        process.waitFor();
      }
      case KILL_BOTH -> {
        process.destroyForcibly().waitFor();
        broker.destroyForcibly();
      }
      case SUSPEND_MOODSTREAM_20_S -> suspend(process.toHandle());
      case SUSPEND_BROKER_20_S -> suspend(broker);
    }
  }

  private static void suspend(ProcessHandle process) throws IOException, InterruptedException {
    signal("STOP", process);
    TimeUnit.SECONDS.sleep(20);
    signal("CONT", process);
  }

  private static void signal(String name, ProcessHandle process)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  private long lost(List<FrameExpressions> answers) {
    var open = new HashSet<>(published);
    answers.forEach(answer -> open.remove(answer.frame().id()));
    return open.size();
  }

  /** How many windows of 10 s do not count the frames that were answered in them. */
  private long differentWindows() throws IOException, InterruptedException {
    Map<Window, Long> expected = new HashMap<>();
    for (FrameExpressions answer : answers()) {
      if (answer.frame().outcome() == Outcome.ANALYSED) {
        var window =
            new Window(
                answer.frame().camera().value(),
                Step.TEN_SECONDS.windowStart(answer.frame().capturedAt()));
        expected.merge(window, 1L, Long::sum);
      }
    }
    Instant complete = Instant.now().minus(Duration.ofSeconds(20));
    expected.keySet().removeIf(window -> window.from().isAfter(complete));
    Map<Window, Long> counted = summaries();
    return expected.entrySet().stream()
        .filter(window -> !window.getValue().equals(counted.get(window.getKey())))
        .count();
  }

  private Map<Window, Long> summaries() throws IOException, InterruptedException {
    URI uri =
        URI.create(
            "%s/api/v1/summaries?step=%s&from=%s"
                .formatted(
                    url(), Step.TEN_SECONDS.label(), Instant.now().minus(Duration.ofHours(2))));
    String body =
        HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()).body();
    Map<Window, Long> counted = new HashMap<>();
    for (JsonNode summary : new JsonMapper().readTree(body).path("series")) {
      counted.put(
          new Window(summary.get("camera").asText(), Instant.parse(summary.get("from").asText())),
          summary.get("frames").asLong());
    }
    return counted;
  }

  private Set<FrameId> frames() throws IOException {
    Set<FrameId> ids = new HashSet<>();
    read(Topics.FRAMES).forEach(frame -> ids.add(FrameHeaders.of(frame.headers()).id()));
    return ids;
  }

  private List<FrameExpressions> answers() throws IOException {
    return read(Topics.EXPRESSIONS).stream().map(ConsumerRecord::value).toList();
  }

  private <K, V> List<ConsumerRecord<K, V>> read(Topic<K, V> topic) throws IOException {
    KafkaConnection kafka = ClientFile.of(dataDir.resolve("kafka")).read();
    Properties properties = kafka.clientProperties();
    properties.put("isolation.level", "read_committed");
    properties.put("auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(properties, topic.key().deserializer(), topic.value().deserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(partition -> new TopicPartition(topic.name(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      var records = new ArrayList<ConsumerRecord<K, V>>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  private List<String> leftBehind() throws IOException {
    try (Stream<Path> entries = Files.list(temporary)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    }
  }
}
