package io.moodstream.allinone.commands;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameHeaders;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.frames.Suitability;
import io.moodstream.pipeline.frames.UnanalysedFace;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.testbroker.Loopback;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every stage in processes of its own, as the compose file runs them, two detectors and two
 * aggregators among them.
 */
class ClusterIT {
  /** Of a stage by default, in Prometheus. */
  private static final long MOST_SERIES = 250;

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String TOKEN = "visitors-know-this";
  private static final Map<String, String> SECRETS =
      Map.of("MOODSTREAM_TOKEN", TOKEN, "MOODSTREAM_QUERY_TOKEN", "stages-know-this");
  private static final Pattern METRIC = Pattern.compile("(?m)^([a-z][a-z0-9_]*)[{ ]");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private final Deque<StageProcess> started = new ArrayDeque<>();

  @Test
  void shouldCountEveryFrameOnceAlthoughADetectorAndAnAggregatorAreKilled() throws Exception {
    try (TestKafka kafka = TestKafka.start(folder.resolve("kafka"))) {
      try (Admin admin = kafka.connection().admin()) {
        Topics.createMissing(admin, (short) 1);
      }
      try (var frames = new TopicContents<>(kafka.connection(), Topics.FRAMES);
          var expressions = new TopicContents<>(kafka.connection(), Topics.EXPRESSIONS)) {
        // given
        var compose = ComposeFile.read();
        var cluster = new Cluster(compose, TestKafka.option(kafka.connection(), folder));
        StageProcess detector = cluster.start("face-detector");
        cluster.start("face-detector");
        cluster.start("emotion-classifier");
        StageProcess aggregator = cluster.start("aggregator");
        cluster.start("aggregator");
        cluster.start("dashboard");
        StageProcess cameras = cluster.start("camera-producer");
        cluster.awaitHealthy();
        await("faces").atMost(LIMIT).until(() -> analysed(expressions) > 50);
        assertThat(metricsOf(started)).containsAll(Board.metrics());
        for (StageProcess stage : started) {
          assertThat(series(stage)).as("series of a stage").isBetween(20L, MOST_SERIES);
        }
        frames.upToNow();

        // when
        detector.kill();
        aggregator.kill();
        long before = analysed(expressions);
        await("faces after the kill")
            .atMost(LIMIT)
            .until(() -> analysed(expressions) > before + 50);
        cameras.close();

        // then
        Set<FrameId> published = ids(frames.upToNow());
        await("every frame is answered")
            .atMost(LIMIT)
            .until(() -> answered(expressions).size() >= published.size());
        assertThat(answered(expressions)).doesNotHaveDuplicates().hasSameElementsAs(published);
        List<FrameExpressions> answers =
            expressions.upToNow().stream().map(ConsumerRecord::value).toList();
        for (Step step : Step.values()) {
          await("summaries of " + step.label())
              .atMost(LIMIT)
              .untilAsserted(() -> assertThatSummariesAreThoseOf(answers, step, cluster));
        }
      } finally {
        while (!started.isEmpty()) {
          started.pop().close();
        }
      }
    }
  }

  /** The stages of the compose file, on ports of their own. */
  private final class Cluster {
    private final ComposeFile compose;
    private final String kafka;
    private final int dashboardPort = Loopback.freePort();
    private final int queryPort = Loopback.freePort();
    private final Deque<Runnable> checks = new ArrayDeque<>();
    private int queryPorts = queryPort;

    Cluster(ComposeFile compose, String kafka) throws IOException {
      this.compose = compose;
      this.kafka = kafka;
    }

    StageProcess start(String service) throws IOException {
      Map<String, String> here =
          Map.of(
              "--bootstrap-servers=kafka:9092", kafka,
              "--query-listen=0.0.0.0:7080", "--query-listen=127.0.0.1:" + nextQueryPort(service),
              "--host=0.0.0.0", "--host=127.0.0.1",
              "--port=7070", "--port=" + dashboardPort,
              "http://aggregator:7080", "http://127.0.0.1:" + queryPorts);
      StageProcess process =
          StageProcess.start(
              folder.resolve(service + started.size()),
              compose.stages().get(service),
              here,
              SECRETS);
      started.push(process);
      checks.add(() -> process.awaitHealthy(compose.healthCheck(service)));
      return process;
    }

    /** The dashboard asks the one that is started last, and is not killed. */
    private int nextQueryPort(String service) throws IOException {
      if (service.equals("aggregator")) {
        queryPorts = Loopback.freePort();
      }
      return queryPorts;
    }

    void awaitHealthy() {
      checks.forEach(Runnable::run);
    }

    JsonNode summaries(Step step) throws IOException, InterruptedException {
      var uri =
          "http://127.0.0.1:%d/api/v1/summaries?step=%s&from=%s"
              .formatted(dashboardPort, step.label(), Instant.now().minus(Duration.ofHours(3)));
      var request =
          HttpRequest.newBuilder(URI.create(uri)).header("Authorization", "Bearer " + TOKEN);
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      return new JsonMapper().readTree(response.body()).get("series");
    }
  }

  private record Window(String camera, Instant from) {}

  private static void assertThatSummariesAreThoseOf(
      List<FrameExpressions> answers, Step step, Cluster cluster) throws Exception {
    Map<Window, List<FrameExpressions>> counted =
        answers.stream()
            .collect(
                groupingBy(
                    answer ->
                        new Window(
                            answer.frame().camera().value(),
                            step.windowStart(answer.frame().capturedAt()))));
    JsonNode series = cluster.summaries(step);
    assertThat(series).hasSize(counted.size());
    for (JsonNode summary : series) {
      var window =
          new Window(summary.get("camera").asText(), Instant.parse(summary.get("from").asText()));
      assertThat(counted).containsKey(window);
      assertSame(summary, counted.get(window));
    }
  }

  private static void assertSame(JsonNode summary, List<FrameExpressions> frames) {
    List<FaceExpression> faces = frames.stream().flatMap(frame -> frame.faces().stream()).toList();
    assertThat(summary.get("frames").asLong())
        .isEqualTo(frames.stream().filter(ClusterIT::analysed).count());
    assertThat(summary.get("faces").asLong()).isEqualTo(faces.size());
    assertThat(summary.get("facesSeen").asLong())
        .isEqualTo(frames.stream().mapToLong(FrameExpressions::facesSeen).sum());
    assertThat(summary.get("appearances").asLong())
        .isEqualTo(frames.stream().flatMapToLong(ClusterIT::tracks).distinct().count());
    for (Expression expression : faces.isEmpty() ? List.<Expression>of() : Expression.ALL) {
      double mean =
          faces.stream()
              .mapToDouble(face -> face.probabilities().of(expression))
              .average()
              .orElseThrow();
      assertThat(summary.get("shares").get(expression.label()).asDouble())
          .isCloseTo(mean, within(1e-6));
    }
  }

  private static LongStream tracks(FrameExpressions frame) {
    return LongStream.concat(
        frame.faces().stream().mapToLong(FaceExpression::track),
        frame.unanalysed().stream()
            .filter(face -> face.reason() != Suitability.LIKELY_PICTURE)
            .mapToLong(UnanalysedFace::track));
  }

  private static Set<String> metricsOf(Iterable<StageProcess> stages)
      throws IOException, InterruptedException {
    Set<String> metrics = new TreeSet<>();
    for (StageProcess stage : stages) {
      METRIC.matcher(stage.metrics()).results().forEach(found -> metrics.add(found.group(1)));
    }
    return metrics;
  }

  private static long series(StageProcess stage) throws IOException, InterruptedException {
    return stage.metrics().lines().filter(line -> !line.startsWith("#")).count();
  }

  private static long analysed(TopicContents<CameraId, FrameExpressions> expressions) {
    return expressions.upToNow().stream().filter(record -> analysed(record.value())).count();
  }

  private static boolean analysed(FrameExpressions answer) {
    return answer.frame().outcome() == Outcome.ANALYSED;
  }

  private static List<FrameId> answered(TopicContents<CameraId, FrameExpressions> expressions) {
    return expressions.upToNow().stream().map(record -> record.value().frame().id()).toList();
  }

  private static Set<FrameId> ids(List<ConsumerRecord<CameraId, byte[]>> frames) {
    return frames.stream()
        .map(record -> FrameHeaders.of(record.headers()).id())
        .collect(java.util.stream.Collectors.toSet());
  }
}
