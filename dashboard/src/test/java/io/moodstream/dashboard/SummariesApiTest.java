package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.status;
import static io.moodstream.dashboard.Samples.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.dashboard.summaries.SummaryRequest;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.summaries.Coverage;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import io.moodstream.pipeline.summaries.SummaryQuery.SummariesUnavailable;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummariesApiTest {
  private static final Instant WINDOW = Instant.parse("2026-11-30T12:00:00Z");

  private final AtomicReference<SummaryRequest> asked = new AtomicReference<>();
  private List<Summary> stored = List.of();
  private final RunningDashboard dashboard = RunningDashboard.answering(this::answer);

  private List<Summary> answer(Set<CameraId> cameras, Step step, Instant from, Instant to) {
    asked.set(SummaryRequest.of(cameras, Set.of(), step, from, to));
    return stored;
  }

  @BeforeEach
  void knowCameras() {
    dashboard.view.onStatus(status(HALL, false, NOW));
    dashboard.view.onStatus(status(DOOR, false, NOW));
  }

  @AfterEach
  void close() {
    dashboard.close();
  }

  @Test
  void shouldAskForFifteenMinutesOfTenSecondsOfAllByDefault() {
    dashboard.get("/api/v1/summaries");

    assertThat(asked)
        .hasValue(
            SummaryRequest.of(
                Set.of(), Set.of(), Step.TEN_SECONDS, NOW.minus(Duration.ofMinutes(15)), NOW));
  }

  @Test
  void shouldPassOnWhatIsAskedFor() {
    dashboard.get(
        "/api/v1/summaries?camera=hall&camera=door&step=1m"
            + "&from=2026-11-30T10:00:00%2B02:00&to=2026-11-30T09:30:00Z");

    assertThat(asked)
        .hasValue(
            SummaryRequest.of(
                Set.of(HALL, DOOR),
                Set.of(),
                Step.ONE_MINUTE,
                Instant.parse("2026-11-30T08:00:00Z"),
                Instant.parse("2026-11-30T09:30:00Z")));
  }

  @Test
  void shouldAnswerWithEveryFieldOfTheContract() {
    // given
    stored = List.of(summary(HALL, Step.TEN_SECONDS, WINDOW, 180));

    // when
    JsonNode body = json(dashboard.get("/api/v1/summaries?camera=hall"));

    // then
    assertThat(body.get("step").asText()).isEqualTo("10s");
    JsonNode window = body.get("series").get(0);
    assertThat(window.fieldNames())
        .toIterable()
        .containsExactly(
            "camera",
            "from",
            "to",
            "final",
            "frames",
            "skipped",
            "coverage",
            "facesSeen",
            "faces",
            "maxFaces",
            "meanFaces",
            "appearances",
            "dwellSeconds",
            "shares",
            "dominant",
            "valence",
            "expressiveness",
            "uncertain",
            "suppressed",
            "models");
    assertThat(window.get("camera").asText()).isEqualTo("hall");
    assertThat(window.get("from").asText()).isEqualTo("2026-11-30T12:00:00Z");
    assertThat(window.get("to").asText()).isEqualTo("2026-11-30T12:00:10Z");
    assertThat(window.get("frames").asLong()).isEqualTo(100);
    assertThat(window.get("faces").asLong()).isEqualTo(180);
    assertThat(window.get("skipped").asLong()).isEqualTo(25);
    assertThat(window.get("coverage").asDouble()).isEqualTo(0.8);
    assertThat(window.get("facesSeen").asLong()).isEqualTo(200);
    assertThat(window.get("maxFaces").asLong()).isEqualTo(2);
    assertThat(window.get("meanFaces").asDouble()).isEqualTo(2.0);
    assertThat(window.get("appearances").asLong()).isEqualTo(4);
    assertThat(window.get("dwellSeconds").asDouble()).isEqualTo(7.5);
    assertThat(window.get("valence").asDouble()).isEqualTo(0.5, within(1e-9));
    assertThat(window.get("expressiveness").asDouble()).isEqualTo(0.8, within(1e-9));
    assertThat(window.get("shares").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(Expression.labels());
    var shares = new ArrayList<Double>();
    window.get("shares").forEach(share -> shares.add(share.asDouble()));
    assertThat(shares.stream().mapToDouble(x -> x).sum()).isEqualTo(1, within(1e-6));
    assertThat(window.get("dominant").asText()).isEqualTo("happy");
    assertThat(window.get("uncertain").asDouble()).isEqualTo(0.25);
    assertThat(window.get("suppressed").asBoolean()).isFalse();
    assertThat(window.get("models").toString()).isEqualTo("[1,2]");
  }

  @Test
  void shouldAnswerNullSharesAndDominantWithoutFaces() {
    stored = List.of(summary(HALL, Step.TEN_SECONDS, WINDOW, 0));

    JsonNode window = json(dashboard.get("/api/v1/summaries")).get("series").get(0);

    assertThat(window.has("shares")).isTrue();
    assertThat(window.get("shares").isNull()).isTrue();
    assertThat(window.get("dominant").isNull()).isTrue();
    assertThat(window.get("uncertain").isNull()).isTrue();
    assertThat(window.get("valence").isNull()).isTrue();
    assertThat(window.get("dwellSeconds").isNull()).isTrue();
  }

  @Test
  void shouldHaveNoCoverageWithoutFrames() {
    stored =
        List.of(
            Summary.of(
                new SummaryKey(HALL, Step.TEN_SECONDS, WINDOW),
                true,
                Coverage.NONE,
                FaceStatistics.NONE));

    JsonNode window = json(dashboard.get("/api/v1/summaries")).get("series").get(0);

    assertThat(window.get("coverage").isNull()).isTrue();
    assertThat(window.get("meanFaces").isNull()).isTrue();
  }

  @Test
  void shouldWithholdWindowsOfASmallerMinimumThanItsOwn() {
    try (var strict =
        RunningDashboard.with(
            RunningDashboard.settings(Optional.empty()).withMinimumPeople(3),
            (cameras, step, from, to) -> List.of(summary(HALL, step, WINDOW, 180)))) {

      JsonNode body = json(strict.get("/api/v1/summaries"));

      assertThat(body.get("minimumPeople").asInt()).isEqualTo(3);
      assertThat(body.get("series").get(0).get("suppressed").asBoolean()).isTrue();
      assertThat(body.get("series").get(0).get("faces").isNull()).isTrue();
    }
  }

  @Test
  void shouldCallAWindowFinalOnceTheAggregatorDoes() {
    stored =
        List.of(
            summary(HALL, Step.TEN_SECONDS, WINDOW, 1),
            Summary.of(
                new SummaryKey(HALL, Step.TEN_SECONDS, WINDOW.plusSeconds(10)),
                true,
                new Coverage(1, 0),
                FaceStatistics.NONE));

    JsonNode series = json(dashboard.get("/api/v1/summaries")).get("series");

    assertThat(series.findValuesAsText("final")).containsExactly("false", "true");
  }

  @Test
  void shouldAnswerCsvWhereItIsPreferred() {
    // given
    stored =
        List.of(
            summary(DOOR, Step.TEN_SECONDS, WINDOW, 0), summary(HALL, Step.TEN_SECONDS, WINDOW, 4));

    // when
    HttpResponse<String> answer = dashboard.get("/api/v1/summaries", "Accept", "text/csv");

    // then
    assertThat(answer.headers().firstValue("Content-Type")).get().asString().startsWith("text/csv");
    assertThat(answer.headers().firstValue("Vary")).contains("Accept");
    assertThat(answer.body())
        .isEqualTo(
            "camera,from,to,final,frames,skipped,coverage,"
                + "facesSeen,faces,maxFaces,meanFaces,appearances,dwellSeconds,"
                + "angry,disgust,fear,happy,neutral,sad,surprise,"
                + "dominant,valence,expressiveness,uncertain,suppressed,models\r\n"
                + "door,2026-11-30T12:00:00Z,2026-11-30T12:00:10Z,false,100,25,0.8,20,0,0,0.2,0,,"
                + ",,,,,,,,,,,false,1 2\r\n"
                + "hall,2026-11-30T12:00:00Z,2026-11-30T12:00:10Z,false,100,25,0.8,24,4,2,0.24,4,"
                + "7.5,0.02,0.01,0.03,0.6,0.2,0.04,0.1,happy,0.5,0.8,0.25,false,1 2\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | application/json",
        "application/json, text/csv;q=0.5 | application/json",
        "application/json;q=0.5, text/csv | text/csv",
        "text/html, text/csv, */*;q=0.1 | text/csv",
        "text/csv; charset=utf-8 | text/csv",
        "image/png | application/json"
      })
  void shouldFollowThePreferenceOfTheCaller(String accept, String expected) {
    HttpResponse<String> answer = dashboard.get("/api/v1/summaries", "Accept", accept);

    assertThat(answer.headers().firstValue("Content-Type")).get().asString().startsWith(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "step=5s, step",
    "step=10s&step=1m, step",
    "from=yesterday, from",
    "from=2026-11-30, from",
    "to=2026-13-01T00:00:00Z, to",
    "from=-2000-01-01T00:00:00Z, from",
    "from=2026-11-30T12:00:00Z&to=2026-11-30T11:00:00Z, from",
    "camera=not%20an%20id, camera",
    "camra=hall, camra",
    "tz=Europe/Berlin, tz",
    "step=1d&tz=Berlin, tz",
    "step=1d&groupBy=weekday, groupBy",
    "groupBy=month, groupBy",
    "groupBy=weekday&step=10s, step"
  })
  void shouldNameTheParameterThatIsWrong(String query, String parameter) {
    HttpResponse<String> answer = dashboard.get("/api/v1/summaries?" + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = json(answer);
    assertThat(problem.get("parameter").asText()).isEqualTo(parameter);
    assertThat(problem.get("title").asText()).isEqualTo("Bad Request");
    assertThat(problem.get("status").asInt()).isEqualTo(400);
    assertThat(problem.get("instance").asText()).isEqualTo("/api/v1/summaries");
    assertThat(problem.get("detail").asText()).isNotBlank().doesNotContain("\n");
    assertThat(asked).hasNullValue();
  }

  @Test
  void shouldAnswerNotFoundForAnUnknownCamera() {
    HttpResponse<String> answer = dashboard.get("/api/v1/summaries?camera=hall&camera=unknown");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).get("detail").asText()).contains("'unknown'");
  }

  @Test
  void shouldKnowACameraByItsSummariesAlone() {
    var old = new CameraId("old");
    stored = List.of(summary(old, Step.TEN_SECONDS, WINDOW, 1));

    assertThat(dashboard.get("/api/v1/summaries?camera=old").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldAskToComeBackWhileStateMoves() {
    try (var restoring =
        RunningDashboard.answering(
            (cameras, step, from, to) -> {
              throw new SummariesUnavailable("summaries are being restored: ask again");
            })) {

      HttpResponse<String> answer = restoring.get("/api/v1/summaries");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("1");
      assertThat(json(answer).get("detail").asText()).contains("being restored");
    }
  }

  @Test
  void shouldAnswerAProblemWithoutInnardsOnAnUnexpectedFailure() {
    try (var broken =
        RunningDashboard.answering(
            (cameras, step, from, to) -> {
              throw new IllegalStateException("secret innards");
            })) {

      HttpResponse<String> answer = broken.get("/api/v1/summaries");

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(answer.body()).doesNotContain("secret innards");
    }
  }
}
