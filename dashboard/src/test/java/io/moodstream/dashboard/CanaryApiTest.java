package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.models.CameraShare;
import io.moodstream.pipeline.models.CanaryFigures;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CanaryApiTest {
  private static final String CANARY = "/api/v1/models/canary";
  private static final List<CameraId> CAMERAS =
      IntStream.range(0, 10).mapToObj(i -> new CameraId("camera-" + i)).toList();

  @Test
  void shouldShowWhatAllClassifiersHaveSeenOfIt() {
    try (RunningDashboard dashboard = running(0)) {
      dashboard.models.startCanary(2, new CameraShare(30), "ada", "trained on our faces");
      dashboard.models.add(
          InMemoryModels.withCanary("c1", new CanaryFigures(2, 300, 30, 45, 60, 2, 1.9)));
      dashboard.models.add(
          InMemoryModels.withCanary("c2", new CanaryFigures(2, 100, 10, 15, 20, 3, 2.5)));
      // Of a canary before.
      dashboard.models.add(
          InMemoryModels.withCanary("c3", new CanaryFigures(7, 900, 900, 0, 0, 9, 9)));

      var answer = dashboard.get(CANARY);

      ApiDescription.of(dashboard).assertDescribed("get", CANARY, 200, answer);
      JsonNode canary = json(answer);
      assertThat(canary.get("version").asInt()).isEqualTo(2);
      assertThat(canary.get("champion").asInt()).isEqualTo(1);
      assertThat(canary.get("percent").asInt()).isEqualTo(30);
      assertThat(canary.get("faces").asInt()).isEqualTo(400);
      assertThat(canary.get("disagreement").asDouble()).isEqualTo(.1);
      assertThat(canary.at("/uncertain/canary").asDouble()).isEqualTo(.15);
      assertThat(canary.at("/uncertain/champion").asDouble()).isEqualTo(.2);
      assertThat(canary.at("/millis/canary").asDouble()).isEqualTo(3);
      assertThat(canary.at("/millis/champion").asDouble()).isEqualTo(2.5);
      assertThat(canary.get("allCameras").asInt()).isEqualTo(10);
      assertThat(canary.get("cameras"))
          .extracting(JsonNode::asText)
          .isNotEmpty()
          .containsExactlyElementsOf(
              CAMERAS.stream()
                  .filter(new CameraShare(30)::contains)
                  .map(CameraId::value)
                  .sorted()
                  .toList());
    }
  }

  @Test
  void shouldWithholdWhatDependsOnFacesWhereAMinimumGroupSizeApplies() {
    try (RunningDashboard dashboard = running(3)) {
      dashboard.models.startCanary(2, new CameraShare(30), "ada", "try");
      dashboard.models.add(
          InMemoryModels.withCanary("c1", new CanaryFigures(2, 300, 30, 45, 60, 2, 1.9)));

      var answer = dashboard.get(CANARY);

      ApiDescription.of(dashboard).assertDescribed("get", CANARY, 200, answer);
      JsonNode canary = json(answer);
      assertThat(canary.get("version").asInt()).isEqualTo(2);
      assertThat(canary.get("suppressed").asBoolean()).isTrue();
      for (String field : List.of("faces", "disagreement", "uncertain", "millis")) {
        assertThat(canary.get(field).isNull()).as(field).isTrue();
      }
    }
  }

  @Test
  void shouldStateThatThereIsNone() {
    try (RunningDashboard dashboard = running(0)) {
      JsonNode canary = json(dashboard.get(CANARY));

      assertThat(canary.get("version").isNull()).isTrue();
      assertThat(canary.get("cameras")).isEmpty();
    }
  }

  private static RunningDashboard running(int minimumPeople) {
    var settings = RunningDashboard.settings(Optional.empty()).withMinimumPeople(minimumPeople);
    RunningDashboard dashboard =
        RunningDashboard.with(settings, (cameras, step, from, to) -> List.of());
    CAMERAS.forEach(camera -> dashboard.view.onStatus(status(camera, false, NOW)));
    for (String bundle : List.of("seed;compact;0.71", "own;compact;0.72")) {
      var unused = dashboard.models.publish(bundle.getBytes(UTF_8), "test");
    }
    return dashboard;
  }
}
