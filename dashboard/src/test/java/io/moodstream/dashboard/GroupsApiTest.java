package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.dashboard.summaries.CameraGroup;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.summaries.Coverage;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupsApiTest {
  private static final Instant WINDOW = Instant.parse("2026-11-30T11:59:00Z");
  private static final CameraId YARD = new CameraId("yard");

  private final List<Summary> stored = new ArrayList<>();
  private final RunningDashboard dashboard =
      RunningDashboard.with(
          RunningDashboard.settings(Optional.empty())
              .withGroups(List.of(CameraGroup.parse("inside=hall,door"))),
          this::answer);

  @AfterEach
  void close() {
    dashboard.close();
  }

  private List<Summary> answer(Set<CameraId> cameras, Step step, Instant from, Instant to) {
    return stored.stream()
        .filter(summary -> cameras.isEmpty() || cameras.contains(summary.camera()))
        .toList();
  }

  @Test
  void shouldTellAGroupAsOneCameraWeightedByFaces() {
    stored.add(summary(DOOR, 10, 1, 1, happy(1), 0, List.of(2)));
    stored.add(summary(HALL, 20, 3, 2, happy(0.2), 1, List.of(1, 2)));
    stored.add(summary(YARD, 5, 5, 5, happy(0), 0, List.of(1)));

    JsonNode series = json(dashboard.get("/api/v1/summaries?group=inside")).get("series");

    assertThat(series).hasSize(1);
    JsonNode inside = series.get(0);
    assertThat(inside.get("camera").asText()).isEqualTo("inside");
    assertThat(inside.get("from").asText()).isEqualTo(WINDOW.toString());
    assertThat(inside.get("frames").asLong()).isEqualTo(30);
    assertThat(inside.get("faces").asLong()).isEqualTo(4);
    assertThat(inside.get("appearances").asLong()).isEqualTo(3);
    assertThat(inside.get("shares").get("happy").asDouble()).isCloseTo(0.4, within(1e-9));
    assertThat(inside.get("uncertain").asDouble()).isCloseTo(0.25, within(1e-9));
    assertThat(inside.get("models").toString()).isEqualTo("[1,2]");
  }

  @Test
  void shouldLeaveOutOfAGroupWhatACameraWithholds() {
    stored.add(withheld(DOOR, 10));
    stored.add(summary(HALL, 20, 30, 3, happy(0.2), 0, List.of(1)));

    JsonNode inside = json(dashboard.get("/api/v1/summaries?group=inside")).get("series").get(0);

    assertThat(inside.get("suppressed").asBoolean()).isFalse();
    assertThat(inside.get("frames").asLong()).isEqualTo(30);
    assertThat(inside.get("faces").asLong()).isEqualTo(30);
    assertThat(inside.get("meanFaces").asDouble()).isEqualTo(1.5);
    assertThat(inside.get("shares").get("happy").asDouble()).isCloseTo(0.2, within(1e-9));
  }

  @Test
  void shouldWithholdAGroupOfWhichNoCameraPublishesAnything() {
    stored.add(withheld(DOOR, 10));
    stored.add(withheld(HALL, 20));

    JsonNode inside = json(dashboard.get("/api/v1/summaries?group=inside")).get("series").get(0);

    assertThat(inside.get("suppressed").asBoolean()).isTrue();
    assertThat(inside.get("frames").asLong()).isEqualTo(30);
    for (String field :
        List.of(
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
            "uncertain")) {
      assertThat(inside.get(field).isNull()).as(field).isTrue();
    }
    assertThat(inside.get("models")).isEmpty();
  }

  @Test
  void shouldTellOfAGroupThatSawNobody() {
    stored.add(summary(DOOR, 10, 0, 0, List.of(), 0, List.of()));

    JsonNode inside = json(dashboard.get("/api/v1/summaries?group=inside")).get("series").get(0);

    assertThat(inside.get("shares").isNull()).isTrue();
    assertThat(inside.get("dominant").isNull()).isTrue();
    assertThat(inside.get("frames").asLong()).isEqualTo(10);
  }

  @Test
  void shouldTellNamedCamerasBesideAGroup() {
    stored.add(summary(DOOR, 10, 1, 1, happy(1), 0, List.of(2)));
    stored.add(summary(HALL, 10, 1, 1, happy(1), 0, List.of(2)));

    JsonNode series =
        json(dashboard.get("/api/v1/summaries?group=inside&camera=hall")).get("series");

    assertThat(series.findValuesAsText("camera")).containsExactly("inside", "hall");
  }

  @Test
  void shouldListItsGroups() {
    assertThat(dashboard.get("/api/v1/groups").body())
        .isEqualTo("[{\"id\":\"inside\",\"cameras\":[\"door\",\"hall\"]}]");
  }

  @Test
  void shouldNameAnUnknownGroup() {
    var response = dashboard.get("/api/v1/summaries?group=outside");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(json(response).get("detail").asText())
        .isEqualTo("no group 'outside': GET /api/v1/groups lists those that are known");
  }

  @Test
  void shouldRefuseWhatIsNoGroup() {
    assertThatThrownBy(() -> CameraGroup.parse("inside"))
        .hasMessage("'inside' is not ID=CAMERA,CAMERA,...");
    assertThatThrownBy(() -> CameraGroup.parse("inside=")).hasMessageContaining("camera id ''");
    CameraGroup group = CameraGroup.parse("a=b");
    assertThatThrownBy(
            () -> RunningDashboard.settings(Optional.empty()).withGroups(List.of(group, group)))
        .hasMessageContaining("each id once");
  }

  private static Summary summary(
      CameraId camera,
      long frames,
      long faces,
      long appearances,
      List<Double> shares,
      long uncertain,
      List<Integer> models) {
    return Summary.of(
        new SummaryKey(camera, Step.TEN_SECONDS, WINDOW),
        true,
        new Coverage(frames, frames),
        new FaceStatistics(
            frames,
            faces,
            faces,
            appearances,
            appearances,
            Optional.of(2.0),
            shares,
            uncertain,
            models));
  }

  /** Three people at least, and none were in view. */
  private static Summary withheld(CameraId camera, long frames) {
    return new Summary(
        camera,
        Step.TEN_SECONDS,
        WINDOW,
        true,
        new Coverage(frames, 0),
        FaceStatistics.NONE,
        3,
        true);
  }

  /** The rest is neutral. */
  private static List<Double> happy(double share) {
    return List.of(0.0, 0.0, 0.0, share, 1 - share, 0.0, 0.0);
  }
}
