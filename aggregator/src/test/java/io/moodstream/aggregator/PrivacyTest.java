package io.moodstream.aggregator;

import static io.moodstream.aggregator.Frames.HALL;
import static io.moodstream.aggregator.Frames.HAPPY;
import static io.moodstream.aggregator.Frames.NOON;
import static io.moodstream.aggregator.Frames.SAD;
import static io.moodstream.aggregator.Frames.face;
import static io.moodstream.aggregator.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.proto.v1.SummaryProto;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivacyTest {
  @TempDir Path stateDir;

  @Test
  void shouldWithholdTheSharesOfTooFewPeople() {
    var settings = AggregatorSettings.defaults().withMinimumPeople(3);
    try (var driven = new Driven(settings, stateDir)) {
      // when
      driven.send(frame(HALL, NOON, 1, face(1, HAPPY), face(2, HAPPY)));
      driven.settle();

      // then
      Summary summary = driven.last(HALL, Step.ONE_MINUTE, NOON).orElseThrow();
      assertThat(summary.suppressed()).isTrue();
      assertThat(summary.shares()).isEmpty();
      assertThat(summary.dominant()).isEmpty();
      assertThat(summary.frames()).isEqualTo(1);
      assertThat(summary.people()).isEqualTo(2);

      // when
      driven.send(
          frame(HALL, NOON.plusSeconds(30), 1, face(1, HAPPY), face(2, SAD), face(3, HAPPY)));
      driven.settle();

      // then
      summary = driven.last(HALL, Step.ONE_MINUTE, NOON).orElseThrow();
      assertThat(summary.suppressed()).isFalse();
      assertThat(summary.shares()).hasSize(7);
      assertThat(driven.last(HALL, Step.TEN_SECONDS, NOON).orElseThrow().suppressed()).isTrue();
    }
  }

  @Test
  void shouldNotTakeOneWhoseFaceIsLostAgainAndAgainForMany() {
    var settings = AggregatorSettings.defaults().withMinimumPeople(3);
    try (var driven = new Driven(settings, stateDir)) {
      // when: somebody alone, whom the detector loses for longer than a track lives
      for (long track = 1; track <= 20; track++) {
        driven.send(frame(HALL, NOON.plusSeconds(2 * track), 1, face(track, HAPPY)));
      }
      driven.settle();

      // then
      assertThat(driven.last(HALL, Step.ONE_HOUR, NOON).orElseThrow().people()).isEqualTo(20);
      assertThat(driven.last().values())
          .hasSize(5 + 1 + 1)
          .allSatisfy(summary -> assertThat(summary.suppressed()).isTrue())
          .allSatisfy(summary -> assertThat(summary.shares()).isEmpty());
    }
  }

  @Test
  void shouldWithholdWhatIsQueriedTooBecauseTheStoreKeepsTheWhole() {
    var settings = AggregatorSettings.defaults().withMinimumPeople(3);
    try (var driven = new Driven(settings, stateDir)) {
      // given
      driven.send(frame(HALL, NOON, 1, face(1, HAPPY)));
      driven.settle();
      Summary stored = driven.stored(HALL, Step.TEN_SECONDS, NOON).orElseThrow();
      assertThat(stored.shares()).hasSize(7);

      // when
      Summary told = new PrivacyThreshold(3).apply(stored);

      // then
      assertThat(told.suppressed()).isTrue();
      assertThat(told.shares()).isEmpty();
    }
  }

  @Test
  void shouldWithholdWhatWasWrittenBeforeFacesWereCountedTogether() {
    // given
    byte[] old =
        SummaryProto.newBuilder()
            .setCamera(HALL.value())
            .setStep(Step.ONE_HOUR.label())
            .setFrom(NOON.toEpochMilli())
            .setFrames(10)
            .setFaces(20)
            .setPeople(20)
            .addAllShares(Collections.nCopies(7, 1.0 / 7))
            .build()
            .toByteArray();
    Summary stored = Topics.SUMMARIES.value().deserializer().deserialize("any", old);

    // when
    Summary told = new PrivacyThreshold(1).apply(stored);

    // then
    assertThat(told.people()).isEqualTo(20);
    assertThat(told.suppressed()).isTrue();
    assertThat(told.shares()).isEmpty();
  }

  @Test
  void shouldWithholdNothingByDefault() {
    var summary = Tally.EMPTY.summary(new SummaryKey(HALL, Step.ONE_HOUR, NOON));
    assertThat(new PrivacyThreshold(0).apply(summary)).isEqualTo(summary);
  }
}
