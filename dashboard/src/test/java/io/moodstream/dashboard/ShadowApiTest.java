package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.comparison;
import static io.moodstream.dashboard.Samples.frame;
import static io.moodstream.dashboard.Samples.named;
import static io.moodstream.dashboard.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.models.ModelAlias;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShadowApiTest {
  private final RunningDashboard dashboard = RunningDashboard.open();

  @AfterEach
  void close() {
    dashboard.close();
  }

  @Test
  void shouldSayThatNothingIsCompared() {
    assertThat(shadow().toString())
        .isEqualTo(
            "{\"champion\":null,\"challenger\":null,\"since\":null,\"frames\":0,\"faces\":0,"
                + "\"agreement\":null,\"shares\":null,\"confidence\":null,"
                + "\"inferenceMillis\":null,\"suppressed\":false}");

    name(ModelAlias.CHAMPION, 1);

    assertThat(shadow().get("champion").asInt()).isEqualTo(1);
    assertThat(shadow().get("challenger").isNull()).isTrue();
  }

  @Test
  void shouldWaitForTheFirstFace() {
    name(ModelAlias.CHAMPION, 1);
    name(ModelAlias.CHALLENGER, 2);

    JsonNode shadow = shadow();

    assertThat(shadow.get("challenger").asInt()).isEqualTo(2);
    assertThat(shadow.get("since").asText()).isEqualTo(NOW.toString());
    assertThat(shadow.get("faces").asInt(-1)).isZero();
    assertThat(shadow.get("agreement").isNull()).isTrue();
  }

  @Test
  void shouldCompareChampionAndChallenger() {
    // given
    name(ModelAlias.CHAMPION, 1);
    name(ModelAlias.CHALLENGER, 2);

    // when
    dashboard.view.onShadow(comparison(1, 2, Expression.HAPPY, Expression.HAPPY));
    dashboard.view.onShadow(comparison(1, 2, Expression.SAD, Expression.FEAR));
    dashboard.view.onShadow(comparison(1, 3, Expression.SAD, Expression.SAD));

    // then
    JsonNode shadow = shadow();
    assertThat(shadow.get("frames").asInt()).isEqualTo(2);
    assertThat(shadow.get("faces").asInt()).isEqualTo(2);
    assertThat(shadow.get("agreement").asDouble()).isEqualTo(0.5);
    assertThat(shadow.at("/shares/champion").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(Expression.labels());
    assertThat(shadow.at("/shares/champion/sad").asDouble()).isEqualTo(0.375, within(1e-6));
    assertThat(shadow.at("/shares/challenger/sad").asDouble()).isEqualTo(0.05, within(1e-6));
    assertThat(shadow.at("/confidence/challenger").asDouble()).isEqualTo(0.7, within(1e-6));
    assertThat(shadow.get("inferenceMillis").toString())
        .isEqualTo(
            "{\"champion\":{\"mean\":4.0,\"p95\":4.0},\"challenger\":{\"mean\":6.0,\"p95\":6.0}}");
  }

  @Test
  void shouldWithholdTheComparisonWhereAMinimumGroupSizeApplies() {
    try (var strict =
        RunningDashboard.with(
            RunningDashboard.settings(Optional.empty()).withMinimumPeople(2),
            (cameras, step, from, to) -> List.of())) {
      // given: two models that are compared on the faces of one person
      strict.view.onAlias(ModelAlias.CHAMPION, Optional.of(named(1, NOW)));
      strict.view.onAlias(ModelAlias.CHALLENGER, Optional.of(named(2, NOW)));
      JsonNode before = json(strict.get("/api/v1/models/shadow"));

      // when
      strict.view.onShadow(comparison(1, 2, Expression.SAD, Expression.FEAR));

      // then
      JsonNode shadow = json(strict.get("/api/v1/models/shadow"));
      assertThat(shadow).isEqualTo(before);
      assertThat(shadow.get("suppressed").asBoolean()).isTrue();
      assertThat(shadow.get("challenger").asInt()).isEqualTo(2);
      assertThat(shadow.get("frames").isNull()).isTrue();
      assertThat(shadow.get("shares").isNull()).isTrue();
    }
  }

  @Test
  void shouldBeginAnewWithOtherModels() {
    // given
    name(ModelAlias.CHAMPION, 1);
    name(ModelAlias.CHALLENGER, 2);
    dashboard.view.onShadow(comparison(1, 2, Expression.SAD, Expression.SAD));

    // when the same is reported again, nothing is lost
    name(ModelAlias.CHALLENGER, 2);
    assertThat(shadow().get("faces").asInt()).isEqualTo(1);

    // when
    name(ModelAlias.CHALLENGER, 3);

    // then
    assertThat(shadow().get("challenger").asInt()).isEqualTo(3);
    assertThat(shadow().get("faces").asInt(-1)).isZero();
    dashboard.view.onAlias(ModelAlias.CHALLENGER, Optional.empty());
    assertThat(shadow().get("challenger").isNull()).isTrue();
  }

  @Test
  void shouldTellLiveClientsOnceASecond() {
    // given
    dashboard.view.onStatus(status(HALL, false, NOW));
    name(ModelAlias.CHAMPION, 1);
    name(ModelAlias.CHALLENGER, 2);
    try (var stream = LiveStream.of(dashboard.request("/api/v1/live?camera=hall").build())) {
      await().until(() -> dashboard.metrics.get("moodstream.live.clients").gauge().value() == 1);

      // when
      dashboard.view.onShadow(comparison(1, 2, Expression.SAD, Expression.SAD));
      dashboard.view.onShadow(comparison(1, 2, Expression.SAD, Expression.SAD));
      dashboard.view.onExpressions(frame(HALL, 1, NOW));
      dashboard.clock.forward(Duration.ofSeconds(1));
      dashboard.view.onShadow(comparison(1, 2, Expression.SAD, Expression.SAD));

      // then
      LiveStream.Event first = stream.next();
      assertThat(first.name()).isEqualTo("shadow");
      assertThat(json(first.data()).get("frames").asInt()).isEqualTo(1);
      assertThat(stream.next().name()).isEqualTo("frame");
      assertThat(json(stream.next().data()).get("frames").asInt()).isEqualTo(3);
    }
  }

  private JsonNode shadow() {
    return json(dashboard.get("/api/v1/models/shadow"));
  }

  private void name(ModelAlias alias, int version) {
    dashboard.view.onAlias(alias, Optional.of(named(version, NOW)));
  }
}
