package io.moodstream.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.moodstream.aggregator.AggregatorDriver;
import io.moodstream.allinone.commands.Moodstream;
import io.moodstream.dashboard.DashboardServer;
import io.moodstream.dashboard.DashboardSettings;
import io.moodstream.dashboard.summaries.CameraGroup;
import io.moodstream.pipeline.drift.Drift;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelAssignment;
import io.moodstream.pipeline.models.ShadowComparison;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tries to learn from everything that can be obtained what a minimum group size withholds: two
 * scenes that differ in nothing but withheld faces must give the same answers, to the last byte, at
 * all times. Then no computation, however clever, can tell them apart.
 *
 * <p>Obtainable are: every version of every summary (the topic), the API for all steps, days, hours
 * of the day and weekdays, of cameras and groups, as JSON and csv, {@code query}, the list of
 * cameras, drift, the comparison of models, the live events, and the metrics.
 */
class WithheldFacesAttackTest {
  private static final List<String> CALLS =
      List.of(
          "/api/v1/cameras",
          "/api/v1/drift",
          "/api/v1/groups",
          "/api/v1/models/shadow",
          "/api/v1/summaries?step=10s&%s",
          "/api/v1/summaries?step=1m&%s",
          "/api/v1/summaries?step=1h&%s",
          "/api/v1/summaries?step=1d&tz=Europe/Berlin&%s",
          "/api/v1/summaries?groupBy=hourOfDay&step=1m&%s",
          "/api/v1/summaries?groupBy=weekday&%s",
          "/api/v1/summaries?group=both&step=10s&%s",
          "/api/v1/summaries?group=both&step=1m&%s",
          "/api/v1/summaries?group=both&groupBy=weekday&%s",
          "/api/v1/summaries?camera=hall&step=10s&%s");

  /** One for all: each client has connections of its own, and an address may have 64. */
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path one;
  @TempDir Path other;

  @ParameterizedTest
  @CsvSource({"1, 2", "3, 3", "4, 5"})
  void shouldAnswerTheSameWhateverIsWithheld(long seed, int people) throws Exception {
    // given
    var scene = new WithheldScene(seed, people);
    List<FrameExpressions> frames = scene.frames(1);
    List<FrameExpressions> disguised = scene.frames(2);
    assertThat(disguised).hasSameSizeAs(frames).isNotEqualTo(frames);

    // when
    List<String> answers = answers(frames, people, one);
    List<String> fromDisguised = answers(disguised, people, other);

    // then
    assertThat(fromDisguised).isEqualTo(answers);
    assertThat(answers)
        .as("some windows are published, others withheld, in all steps and live")
        .anyMatch(answer -> answer.contains("\"suppressed\":true"))
        .anyMatch(answer -> answer.contains("\"step\":\"1m\"") && answer.contains("\"happy\":"))
        .anyMatch(answer -> answer.contains("\"step\":\"1d\"") && answer.contains("\"happy\":"))
        .anyMatch(answer -> answer.startsWith("data: ") && answer.contains("\"happy\":"))
        .anyMatch(answer -> answer.contains("\"feature\":\"expression\""))
        .anyMatch(answer -> answer.startsWith("moodstream_"));
  }

  @Test
  void shouldFindTheDifferenceWhereNothingIsWithheld() throws Exception {
    var scene = new WithheldScene(1, 2);

    List<String> answers = answers(scene.frames(1), 0, one);

    assertThat(answers(scene.frames(2), 0, other)).isNotEqualTo(answers);
  }

  /** All that can be obtained while the frames come and afterwards, in order. */
  private static List<String> answers(List<FrameExpressions> frames, int people, Path stateDir)
      throws Exception {
    List<String> answers = new ArrayList<>();
    Instant start = frames.get(0).frame().capturedAt();
    var now = new AtomicReference<>(start);
    Map<SummaryKey, Summary> stored = new LinkedHashMap<>();
    PrometheusMeterRegistry metrics = ProcessMetrics.registry(people, true);
    DashboardSettings settings =
        DashboardSettings.on("127.0.0.1", 0, Optional.empty())
            .withMinimumPeople(people)
            .withGroups(List.of(CameraGroup.parse("both=hall,door")));
    try (var aggregator = new AggregatorDriver(people, metrics, stateDir, start);
        var dashboard =
            new DashboardServer(
                settings,
                (cameras, step, from, to) -> find(stored, cameras, step, from, to),
                metrics,
                now::get);
        var live = LiveLines.of(dashboard.port())) {
      dashboard.view().onAlias(ModelAlias.CHAMPION, Optional.of(named(1, start)));
      dashboard.view().onAlias(ModelAlias.CHALLENGER, Optional.of(named(2, start)));
      int count = 0;
      for (FrameExpressions frame : frames) {
        Duration passed = Duration.between(now.get(), frame.frame().capturedAt());
        now.set(frame.frame().capturedAt());
        aggregator.pass(passed);
        aggregator.send(frame);
        dashboard.view().onExpressions(frame);
        if (!frame.faces().isEmpty()) {
          dashboard.view().onShadow(comparison(frame));
        }
        publish(aggregator, dashboard, stored, answers);
        answers.addAll(live.upTo(frame.frame().id().toString()));
        if (++count % 48 == 0) {
          ask(dashboard.port(), start, answers);
        }
      }
      for (int i = 0; i < 4; i++) {
        now.set(now.get().plusSeconds(30));
        aggregator.pass(Duration.ofSeconds(30));
        publish(aggregator, dashboard, stored, answers);
        ask(dashboard.port(), start, answers);
      }
      // The second hour is over: its faces are compared with those of the first.
      now.set(now.get().plusSeconds(7200));
      aggregator.pass(Duration.ofHours(2));
      publish(aggregator, dashboard, stored, answers);
      ask(dashboard.port(), start, answers);
      answers.add(query(dashboard.port(), start));
    }
    return answers;
  }

  private static void publish(
      AggregatorDriver aggregator,
      DashboardServer dashboard,
      Map<SummaryKey, Summary> stored,
      List<String> answers) {
    for (Summary summary : aggregator.written()) {
      answers.add(summary.toString());
      stored.put(SummaryKey.of(summary), summary);
      dashboard.view().onSummary(summary);
    }
    for (Drift drift : aggregator.drift()) {
      answers.add(drift.toString());
      dashboard.view().drift().onDrift(drift.camera(), Optional.of(drift));
    }
  }

  /** As the aggregator answers: it stores what it writes. */
  private static List<Summary> find(
      Map<SummaryKey, Summary> stored, Set<CameraId> cameras, Step step, Instant from, Instant to) {
    return stored.values().stream()
        .filter(summary -> cameras.isEmpty() || cameras.contains(summary.camera()))
        .filter(summary -> summary.step() == step)
        .filter(summary -> !summary.from().isBefore(from) && summary.from().isBefore(to))
        .sorted(Comparator.comparing(Summary::camera).thenComparing(Summary::from))
        .toList();
  }

  private static void ask(int port, Instant start, List<String> answers) throws Exception {
    String range =
        "from=%s&to=%s".formatted(start.minus(Duration.ofDays(2)), start.plus(Duration.ofDays(2)));
    for (String call : CALLS) {
      for (String type : List.of("application/json", "text/csv")) {
        answers.add(get(port, call.formatted(range), type));
      }
    }
    answers.add(
        get(port, "/metrics", "text/plain")
            .lines()
            .filter(line -> line.startsWith("moodstream_"))
            .collect(Collectors.joining("\n")));
  }

  private static String get(int port, String call, String type)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, call)))
            .timeout(Duration.ofSeconds(30))
            .header("Accept", type)
            .build();
    var answer = CLIENT.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(call).isEqualTo(200);
    return answer.body();
  }

  private static String query(int port, Instant start) {
    var out = new StringWriter();
    int code =
        Moodstream.commandLine()
            .setOut(new PrintWriter(out))
            .execute(
                "query",
                "--url=http://127.0.0.1:" + port,
                "--step=1m",
                "--from=" + start.minusSeconds(3600),
                "--to=" + start.plusSeconds(3600));
    assertThat(code).isZero();
    return out.toString();
  }

  private static ModelAssignment named(int version, Instant since) {
    return new ModelAssignment(version, List.of(), since, "test", "to see");
  }

  private static ShadowComparison comparison(FrameExpressions frame) {
    return new ShadowComparison(
        frame.frame().camera(),
        frame.frame().id(),
        frame.frame().capturedAt(),
        1,
        2,
        Duration.ofMillis(4),
        Duration.ofMillis(6),
        frame.faces().stream()
            .map(
                face ->
                    new ShadowComparison.Face(
                        face.track(), face.probabilities(), face.probabilities()))
            .toList());
  }

  /** The lines of the live events. */
  private record LiveLines(BufferedReader lines) implements AutoCloseable {
    static LiveLines of(int port) throws IOException, InterruptedException {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/v1/live".formatted(port)))
              .build();
      var body = CLIENT.send(request, BodyHandlers.ofInputStream()).body();
      return new LiveLines(new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)));
    }

    /** All until the event of a frame; those of summaries come after it, with the next frame. */
    List<String> upTo(String frame) throws IOException {
      List<String> read = new ArrayList<>();
      String line = "";
      while (!line.contains("\"frame\":\"" + frame + "\"")) {
        line = Optional.ofNullable(lines.readLine()).orElseThrow(IOException::new);
        if (line.startsWith("event: ") || line.startsWith("data: ")) {
          read.add(line);
        }
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
