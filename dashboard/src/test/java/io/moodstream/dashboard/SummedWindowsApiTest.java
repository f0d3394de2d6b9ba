package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.summaries.Coverage;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Days, hours of the day, days of the week, and pages. */
class SummedWindowsApiTest {
  private static final Pattern LINK = Pattern.compile("<(.+)>; rel=\"next\"");

  private final RunningDashboard dashboard = RunningDashboard.answering(this::answer);

  @AfterEach
  void close() {
    dashboard.close();
  }

  /** Every window of both cameras: one frame, and one face in the hall. */
  private List<Summary> answer(Set<CameraId> cameras, Step step, Instant from, Instant to) {
    Set<CameraId> asked = cameras.isEmpty() ? new TreeSet<>(Set.of(HALL, DOOR)) : cameras;
    return asked.stream()
        .flatMap(
            camera ->
                Stream.iterate(
                        firstStart(step, from),
                        start -> start.isBefore(to),
                        start -> start.plus(step.length()))
                    .map(start -> window(camera, step, start)))
        .toList();
  }

  private static Instant firstStart(Step step, Instant from) {
    Instant start = step.windowStart(from);
    return start.isBefore(from) ? start.plus(step.length()) : start;
  }

  private static Summary window(CameraId camera, Step step, Instant start) {
    long faces = camera.equals(HALL) ? 1 : 0;
    List<Double> shares = faces == 0 ? List.of() : List.of(0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0);
    return Summary.of(
        new SummaryKey(camera, step, start),
        true,
        new Coverage(1, 0),
        new FaceStatistics(1, faces, faces, faces, faces, Optional.empty(), shares, 0, List.of()));
  }

  @Test
  void shouldSumTheHoursOfADayOfTheTimeZone() {
    // when: the last Sunday of October has 25 hours in Berlin
    JsonNode body =
        json(
            dashboard.get(
                "/api/v1/summaries?camera=hall&step=1d&tz=Europe/Berlin"
                    + "&from=2026-10-24T00:00:00%2B02:00&to=2026-10-27T00:00:00%2B01:00"));

    // then
    assertThat(body.get("step").asText()).isEqualTo("1d");
    JsonNode series = body.get("series");
    assertThat(series.findValuesAsText("from"))
        .containsExactly("2026-10-23T22:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
    assertThat(series.findValuesAsText("to"))
        .containsExactly("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "2026-10-26T23:00:00Z");
    assertThat(series.findValuesAsText("frames")).containsExactly("24", "25", "24");
    assertThat(series.get(0).get("shares").get("happy").asDouble()).isEqualTo(1);
    assertThat(series.findValuesAsText("final")).containsOnly("true");
  }

  @Test
  void shouldCallADayFinalOnceItIsOver() {
    // when: it is 30 November, 12:00
    JsonNode series =
        json(dashboard.get(
                "/api/v1/summaries?camera=hall&step=1d"
                    + "&from=2026-11-29T00:00:00Z&to=2026-11-30T12:00:00Z"))
            .get("series");

    assertThat(series.findValuesAsText("final")).containsExactly("true", "false");
  }

  @Test
  void shouldSumByHourOfTheDay() {
    // when: three days
    JsonNode series =
        json(dashboard.get(
                "/api/v1/summaries?groupBy=hourOfDay&tz=Europe/Berlin"
                    + "&from=2026-11-02T00:00:00Z&to=2026-11-05T00:00:00Z"))
            .get("series");

    // then
    assertThat(series).hasSize(48);
    assertThat(series.get(0).get("camera").asText()).isEqualTo("door");
    assertThat(series.get(24).get("hourOfDay").asInt()).isZero();
    assertThat(series.get(47).get("hourOfDay").asInt()).isEqualTo(23);
    assertThat(series.findValuesAsText("frames")).containsOnly("3");
    assertThat(series.get(0).get("from").asText()).isEqualTo("2026-11-02T00:00:00Z");
    assertThat(series.get(0).get("to").asText()).isEqualTo("2026-11-05T00:00:00Z");
  }

  @Test
  void shouldSumByDayOfTheWeekAsCsv() {
    // when: 2 November is a Monday
    HttpResponse<String> answer =
        dashboard.get(
            "/api/v1/summaries?camera=hall&groupBy=weekday"
                + "&from=2026-11-02T00:00:00Z&to=2026-11-16T00:00:00Z",
            "Accept",
            "text/csv");

    List<String> lines = answer.body().lines().toList();
    assertThat(lines).hasSize(8);
    assertThat(lines.get(0)).endsWith(",models,weekday");
    assertThat(lines.get(1)).startsWith("hall,").contains(",48,").endsWith(",1");
    assertThat(lines.get(7)).endsWith(",7");
  }

  @Test
  void shouldLeadThroughPagesWithoutALossOrARepetition() {
    // when: 8 days of ten seconds of one camera, 69,120 windows
    String next =
        "/api/v1/summaries?camera=hall&step=10s"
            + "&from=2026-11-01T00:00:03Z&to=2026-11-09T00:00:00Z";
    List<String> starts = new ArrayList<>();
    int pages = 0;
    while (!next.isEmpty()) {
      HttpResponse<String> answer = dashboard.get(next);
      List<String> page = json(answer).get("series").findValuesAsText("from");
      assertThat(page).hasSizeLessThanOrEqualTo(20_000);
      starts.addAll(page);
      pages++;
      next =
          answer
              .headers()
              .firstValue("Link")
              .map(link -> LINK.matcher(link).replaceAll("$1"))
              .orElse("");
    }

    // then
    assertThat(pages).isEqualTo(4);
    assertThat(starts).hasSize(8 * 8640 - 1).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void shouldPageDaysToo() {
    for (int i = 0; i < 40; i++) {
      dashboard.view.onStatus(
          Samples.status(new CameraId("camera-" + i), false, RunningDashboard.NOW));
    }

    HttpResponse<String> answer =
        dashboard.get(
            "/api/v1/summaries?step=1d&from=2026-10-01T00:00:00Z&to=2026-11-01T00:00:00Z");

    assertThat(answer.headers().firstValue("Link"))
        .get()
        .asString()
        .contains("from=2026-10-21T00%3A00%3A00Z")
        .contains("step=1d");
  }
}
