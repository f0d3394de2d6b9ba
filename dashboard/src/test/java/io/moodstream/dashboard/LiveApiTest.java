package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.face;
import static io.moodstream.dashboard.Samples.frame;
import static io.moodstream.dashboard.Samples.skipped;
import static io.moodstream.dashboard.Samples.status;
import static io.moodstream.dashboard.Samples.summary;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.summaries.Coverage;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LiveApiTest {
  private final RunningDashboard dashboard =
      RunningDashboard.with(
          RunningDashboard.settings(Optional.empty())
              .withLiveClients(3)
              .withWeb(web -> web.withWriteLimit(Duration.ofSeconds(2))),
          (cameras, step, from, to) -> List.of());
  private final List<LiveStream> streams = new ArrayList<>();
  private Optional<RunningDashboard> patient = Optional.empty();

  @AfterEach
  void close() {
    streams.forEach(LiveStream::close);
    patient.ifPresent(RunningDashboard::close);
    dashboard.close();
  }

  @Test
  void shouldSendAnAnalysedFrameWithEveryFieldOfTheContract() {
    // given
    LiveStream stream = follow("");

    // when
    dashboard.view.onExpressions(
        frame(HALL, 7, NOW, face(3, Expression.HAPPY, 0.88f), face(4, Expression.SAD, 0.4f)));

    // then
    LiveStream.Event event = stream.next();
    assertThat(event.name()).isEqualTo("frame");
    JsonNode frame = json(event.data());
    assertThat(frame.fieldNames())
        .toIterable()
        .containsExactly(
            "camera", "frame", "capturedAt", "width", "height", "model", "faces", "suppressed");
    assertThat(frame.get("camera").asText()).isEqualTo("hall");
    assertThat(frame.get("frame").asText()).isEqualTo("s1-7");
    assertThat(frame.get("capturedAt").asText()).isEqualTo("2026-11-30T12:00:07Z");
    assertThat(frame.get("width").asInt()).isEqualTo(640);
    assertThat(frame.get("model").asInt()).isEqualTo(1);
    JsonNode face = frame.get("faces").get(0);
    assertThat(face.fieldNames())
        .toIterable()
        .containsExactly("track", "box", "probabilities", "expression", "uncertain");
    assertThat(face.get("track").asLong()).isEqualTo(3);
    assertThat(face.get("box").toString()).isEqualTo("[10,20,96,97]");
    assertThat(face.get("probabilities").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(Expression.labels());
    assertThat(face.get("probabilities").get("happy").asDouble()).isEqualTo(0.88, within(1e-6));
    assertThat(face.get("expression").asText()).isEqualTo("happy");
    assertThat(face.get("uncertain").asBoolean()).isFalse();
    assertThat(frame.get("faces").get(1).get("uncertain").asBoolean()).isTrue();
  }

  @Test
  void shouldSmoothTheProbabilitiesOfATrack() {
    // given
    var settings =
        RunningDashboard.settings(Optional.empty()).withSmoothing(Duration.ofMillis(200));
    patient = Optional.of(RunningDashboard.with(settings, (cameras, step, from, to) -> List.of()));
    LiveStream stream = LiveStream.of(patient.get().request("/api/v1/live").build());
    streams.add(stream);
    await().until(() -> clients(patient.get()) == 1);

    // when
    patient.get().view.onExpressions(frame(HALL, 1, NOW, face(3, Expression.HAPPY, 1)));
    patient
        .get()
        .view
        .onExpressions(frame(HALL, 2, NOW.plusMillis(200), face(3, Expression.SAD, 1)));

    // then: the first weighs half
    assertThat(stream.next().name()).isEqualTo("frame");
    JsonNode face = json(stream.next().data()).path("faces").get(0);
    assertThat(face.path("probabilities").path("happy").asDouble())
        .isEqualTo(1 / 3.0, within(1e-6));
    assertThat(face.path("expression").asText()).isEqualTo("sad");
  }

  @Test
  void shouldSendNoFacesOnceAMinimumGroupSizeApplies() {
    // given: the dashboard hears of it from the aggregator
    LiveStream stream = follow("");
    Instant window = Instant.parse("2026-11-30T12:00:00Z");
    var withheld =
        new Summary(
            HALL, Step.TEN_SECONDS, window, true, new Coverage(9, 0), FaceStatistics.NONE, 2, true);
    dashboard.view.onSummary(withheld);
    JsonNode summary = json(stream.next().data());
    assertThat(summary.get("minimumPeople").asInt()).isEqualTo(2);
    assertThat(summary.get("suppressed").asBoolean()).isTrue();

    // when: two people, then someone alone
    dashboard.view.onExpressions(
        frame(HALL, 7, NOW, face(3, Expression.HAPPY, 0.88f), face(4, Expression.SAD, 0.4f)));
    dashboard.view.onExpressions(frame(HALL, 8, NOW, face(3, Expression.HAPPY, 0.88f)));

    // then: both look the same
    for (String id : List.of("s1-7", "s1-8")) {
      JsonNode frame = json(stream.next().data());
      assertThat(frame.get("frame").asText()).isEqualTo(id);
      assertThat(frame.get("faces")).isEmpty();
      assertThat(frame.get("suppressed").asBoolean()).isTrue();
    }
    JsonNode camera = json(dashboard.get("/api/v1/cameras")).get(0);
    assertThat(camera.get("facesPerFrame").isNull()).isTrue();
  }

  @Test
  void shouldSendASummaryWithItsStep() {
    LiveStream stream = follow("");

    dashboard.view.onSummary(
        summary(HALL, Step.TEN_SECONDS, Instant.parse("2026-11-30T12:00:00Z"), 5));

    LiveStream.Event event = stream.next();
    assertThat(event.name()).isEqualTo("summary");
    JsonNode summary = json(event.data());
    assertThat(summary.get("step").asText()).isEqualTo("10s");
    assertThat(summary.get("camera").asText()).isEqualTo("hall");
    assertThat(summary.get("final").asBoolean()).isFalse();
    assertThat(summary.get("dominant").asText()).isEqualTo("happy");
  }

  @Test
  void shouldSendOnlyTheCamerasAskedFor() {
    // given
    dashboard.view.onStatus(status(HALL, false, NOW));
    LiveStream stream = follow("?camera=hall");

    // when
    dashboard.view.onExpressions(frame(DOOR, 1, NOW));
    dashboard.view.onExpressions(frame(HALL, 2, NOW));

    // then
    assertThat(json(stream.next().data()).get("camera").asText()).isEqualTo("hall");
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE})
  void shouldRefuseAFrameOfAnImpossibleTime(long millis) {
    FrameExpressions frame = frame(HALL, 1, Instant.ofEpochMilli(millis));

    assertThatThrownBy(() -> dashboard.view.onExpressions(frame))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("impossible capture time");
    assertThat(dashboard.get("/api/v1/cameras").body()).isEqualTo("[]");
  }

  @Test
  void shouldSendNoSkippedFrame() {
    LiveStream stream = follow("");

    dashboard.view.onExpressions(skipped(HALL, 1, NOW));
    dashboard.view.onExpressions(frame(HALL, 2, NOW));

    assertThat(json(stream.next().data()).get("frame").asText()).isEqualTo("s1-2");
  }

  @Test
  void shouldAnswerNotFoundForAnUnknownCamera() {
    HttpResponse<String> answer = dashboard.get("/api/v1/live?camera=unknown");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).get("detail").asText()).contains("'unknown'");
  }

  @Test
  void shouldRefuseMoreClientsThanItsLimitUntilOneHasGone() {
    // given
    LiveStream first = follow("");
    follow("");
    follow("");
    HttpResponse<String> refused = dashboard.get("/api/v1/live");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");

    // when
    first.close();

    // then the next event finds out that the first has gone
    await()
        .untilAsserted(
            () -> {
              dashboard.view.onExpressions(frame(HALL, 1, NOW));
              assertThat(clients()).isEqualTo(2);
            });
    follow("");
  }

  @Test
  void shouldHarmNobodyByAClientThatNeverReadsAndCutItOff() throws IOException {
    // given one that reads and one that does not
    LiveStream reader = follow("");
    FaceExpression[] crowd = crowd();
    try (var deaf = deaf(dashboard)) {
      await().until(() -> clients() == 2);

      // when more is sent than any buffer holds
      for (int i = 0; i < 2_000; i++) {
        Instant before = Instant.now();
        dashboard.view.onExpressions(frame(HALL, i, NOW, crowd));
        // A publisher that waited for the client would wait for ever.
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(reader.next().name()).isEqualTo("frame");
      }

      // then
      assertThat(deaf.isConnected()).isTrue();
      await().atMost(Duration.ofMinutes(1)).until(() -> clients() == 1);
      dashboard.view.onExpressions(frame(DOOR, 1, NOW));
      assertThat(json(reader.next().data()).get("camera").asText()).isEqualTo("door");
    }
  }

  @Test
  void shouldStopSoonWithClientsConnected() throws IOException {
    // given one that reads, and one whose writer is blocked because it does not
    RunningDashboard patient = patient();
    try (var reader = LiveStream.of(patient.request("/api/v1/live").build());
        var deaf = deaf(patient)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                IntStream.range(0, 100)
                    .mapToObj(i -> frame(HALL, i, NOW, crowd()))
                    .forEach(patient.view::onExpressions);
                return clients(patient) == 2 && dropped(patient) > 0;
              });

      // when
      Instant before = Instant.now();
      patient.close();

      // then
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
      assertThat(deaf.isConnected()).isTrue();
      reader.awaitEnd();
    }
  }

  /** Waits for a client that does not read for as long as in earnest. */
  private RunningDashboard patient() {
    patient = Optional.of(RunningDashboard.open());
    return patient.get();
  }

  /** A client that follows and never reads. */
  private static Socket deaf(RunningDashboard dashboard) throws IOException {
    var deaf = new Socket();
    deaf.setReceiveBufferSize(4096);
    deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), dashboard.port));
    deaf.getOutputStream()
        .write("GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
    return deaf;
  }

  private static FaceExpression[] crowd() {
    return IntStream.range(0, 50)
        .mapToObj(track -> face(track, Expression.NEUTRAL, 0.7f))
        .toArray(FaceExpression[]::new);
  }

  private LiveStream follow(String query) {
    int before = clients();
    LiveStream stream = LiveStream.of(dashboard.request("/api/v1/live" + query).build());
    streams.add(stream);
    await().until(() -> clients() > before);
    return stream;
  }

  private int clients() {
    return clients(dashboard);
  }

  private static int clients(RunningDashboard dashboard) {
    return (int) dashboard.metrics.get("moodstream.live.clients").gauge().value();
  }

  private static double dropped(RunningDashboard dashboard) {
    return dashboard.metrics.get("moodstream.live.dropped").counter().count();
  }
}
