package io.moodstream.aggregator;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameExpressions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in whatever order and rhythm, the last summaries are the plain count. */
class PlainCountTest {
  private static final Instant START = Instant.parse("2026-03-01T11:58:37.123Z");
  private static final List<CameraId> CAMERAS =
      List.of(new CameraId("hall"), new CameraId("door"), new CameraId("hall-2"));

  @TempDir Path stateDir;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldEqualThePlainCount(long seed) {
    var random = new Random(seed);
    var frames = new RandomFrames(seed);
    List<FrameExpressions> sent = new ArrayList<>();
    try (var driven = new Driven(AggregatorSettings.defaults(), stateDir)) {
      // given: three cameras over some hours, with pauses, and frames up to a minute late
      Instant now = START;
      for (int i = 0; i < 1500; i++) {
        CameraId camera = CAMERAS.get(random.nextInt(CAMERAS.size()));
        Instant at = now.minusMillis(random.nextInt(4) == 0 ? random.nextInt(60_000) : 0);
        FrameExpressions frame = frames.next(camera, at);
        sent.add(frame);
        // when
        driven.send(frame);
        if (random.nextInt(20) == 0) {
          driven.pass(Duration.ofMillis(random.nextInt(3000)));
        }
        now = now.plusMillis(random.nextInt(200) == 0 ? 600_000 : random.nextInt(2000));
      }
      driven.settle();

      // then
      PlainCount.assertSame(driven.last(), PlainCount.of(sent));
    }
  }
}
