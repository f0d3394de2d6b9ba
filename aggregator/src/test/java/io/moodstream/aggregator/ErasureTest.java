package io.moodstream.aggregator;

import static io.moodstream.aggregator.Frames.DOOR;
import static io.moodstream.aggregator.Frames.HALL;
import static io.moodstream.aggregator.Frames.HAPPY;
import static io.moodstream.aggregator.Frames.NOON;
import static io.moodstream.aggregator.Frames.face;
import static io.moodstream.aggregator.Frames.frame;
import static io.moodstream.pipeline.summaries.Step.ONE_HOUR;
import static io.moodstream.pipeline.summaries.Step.ONE_MINUTE;
import static io.moodstream.pipeline.summaries.Step.TEN_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.erasure.ErasureMark;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a mark of an erasure takes out of the stores. */
class ErasureTest {
  private static final Instant NOW = NOON.plusSeconds(65);

  @TempDir Path stateDir;
  private Driven driven;

  @BeforeEach
  void countTwoCameras() {
    driven = new Driven(AggregatorSettings.defaults(), stateDir, NOW);
    for (int second = 0; second < 60; second += 5) {
      driven.send(frame(HALL, NOON.plusSeconds(second), 1, face(second / 20, HAPPY)));
      driven.send(frame(DOOR, NOON.plusSeconds(second), 1, face(second / 20, HAPPY)));
    }
    driven.settle();
  }

  @AfterEach
  void stop() {
    driven.close();
  }

  @Test
  void shouldForgetEveryWindowOfOneCamera() {
    assertThat(driven.stored(HALL, ONE_HOUR, NOON)).isPresent();

    driven.mark(HALL, new ErasureMark(Instant.EPOCH, NOW, true), NOW);
    driven.settle();

    for (Step step : Step.values()) {
      assertThat(driven.stored(HALL, step, NOON)).as("%s of the hall", step).isEmpty();
      assertThat(driven.last().get(new SummaryKey(HALL, step, NOON))).isNull();
      assertThat(driven.stored(DOOR, step, NOON)).as("%s of the door", step).isPresent();
    }
    assertThat(driven.stored(DOOR, ONE_HOUR, NOON).orElseThrow().faces().analysed()).isEqualTo(12);
    assertThat(driven.tallies()).as("six tens and a minute of the door").isEqualTo(7);
  }

  @Test
  void shouldWriteNoWindowOfAnErasedCameraAnew() {
    driven.mark(HALL, new ErasureMark(Instant.EPOCH, NOW, true), NOW);
    int written = driven.written().size();

    driven.pass(Duration.ofHours(3));

    assertThat(driven.written().subList(written, driven.written().size()))
        .as("final windows")
        .isNotEmpty()
        .allSatisfy(record -> assertThat(record.key().camera()).isEqualTo(DOOR));
  }

  @Test
  void shouldSumLongerWindowsOfWhatIsLeft() {
    // when: from the third to the fourth ten, whole windows
    driven.mark(HALL, new ErasureMark(NOON.plusSeconds(25), NOON.plusSeconds(40), false), NOW);
    driven.settle();

    // then
    assertThat(driven.stored(HALL, TEN_SECONDS, NOON.plusSeconds(10))).isPresent();
    assertThat(driven.stored(HALL, TEN_SECONDS, NOON.plusSeconds(20))).isEmpty();
    assertThat(driven.stored(HALL, TEN_SECONDS, NOON.plusSeconds(30))).isEmpty();
    assertThat(driven.stored(HALL, TEN_SECONDS, NOON.plusSeconds(40))).isPresent();
    assertThat(driven.stored(HALL, ONE_MINUTE, NOON).orElseThrow().faces().analysed()).isEqualTo(8);
    assertThat(driven.stored(HALL, ONE_HOUR, NOON).orElseThrow().faces().analysed()).isEqualTo(8);
  }

  @Test
  void shouldCountAnErasedCameraAgain() {
    driven.mark(HALL, new ErasureMark(Instant.EPOCH, NOW, true), NOW);

    driven.send(frame(HALL, NOON.plusSeconds(66), 1, face(9, HAPPY)));
    driven.settle();

    assertThat(driven.stored(HALL, ONE_HOUR, NOON).orElseThrow().faces().analysed()).isEqualTo(1);
  }

  @Test
  void shouldEndWithABoundaryAmongTheSummaries() {
    driven.written();
    driven.mark(HALL, new ErasureMark(Instant.EPOCH, NOW, true), NOW);

    TestRecord<SummaryKey, ?> last = driven.written().get(driven.written().size() - 1);
    assertThat(last.key()).isEqualTo(new SummaryKey(HALL, TEN_SECONDS, Instant.EPOCH));
    assertThat(last.value()).isNull();
    assertThat(last.getRecordTime()).isEqualTo(NOW);
  }
}
