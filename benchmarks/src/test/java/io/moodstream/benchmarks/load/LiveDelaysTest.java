package io.moodstream.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LiveDelaysTest {
  @Test
  void shouldReadTheFramesAmongLiveEvents() {
    List<String> frames = new ArrayList<>();

    LiveDelays.frames(
        Stream.of(
            "retry: 2000",
            ": moodstream",
            "",
            "event: frame",
            "data: {\"frame\": \"a-1\"}",
            "",
            "event: summary",
            "data: {\"camera\": \"a\"}",
            "",
            ": still here",
            "",
            "event: frame",
            "data: {\"frame\": \"a-2\"}",
            ""),
        frame -> frames.add(frame.get("frame").asText()));

    assertThat(frames).containsExactly("a-1", "a-2");
  }
}
