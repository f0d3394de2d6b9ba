package io.moodstream.emotionclassifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.FrameId;
import org.junit.jupiter.api.Test;

class AnsweredFramesTest {
  @Test
  void shouldKnowWhatCameUpToTheLastFrameOfASession() {
    AnsweredFrames answered = AnsweredFrames.NONE.with(new FrameId("a", 5));

    assertThat(answered.contains(new FrameId("a", 4))).isTrue();
    assertThat(answered.contains(new FrameId("a", 5))).isTrue();
    assertThat(answered.contains(new FrameId("a", 6))).isFalse();
    assertThat(answered.contains(new FrameId("b", 0))).isFalse();
  }

  @Test
  void shouldForgetTheSessionThatHasBeenSilentLongest() {
    // Given eight sessions, of which the first speaks again
    AnsweredFrames answered = AnsweredFrames.NONE;
    for (int i = 0; i < AnsweredFrames.SESSIONS; i++) {
      answered = answered.with(new FrameId("session" + i, 0));
    }
    answered = answered.with(new FrameId("session0", 1));

    // When
    answered = answered.with(new FrameId("new", 0));

    // Then
    assertThat(answered.last()).hasSize(AnsweredFrames.SESSIONS);
    assertThat(answered.contains(new FrameId("session0", 1))).isTrue();
    assertThat(answered.contains(new FrameId("session1", 0))).isFalse();
    assertThat(answered.contains(new FrameId("new", 0))).isTrue();
  }

  @Test
  void shouldOutliveARestart() {
    AnsweredFrames answered =
        AnsweredFrames.NONE.with(new FrameId("9f-1", 5)).with(new FrameId("line\nbreak", 1));

    byte[] stored = AnsweredFrames.SERDE.serializer().serialize("store", answered);

    assertThat(AnsweredFrames.SERDE.deserializer().deserialize("store", stored))
        .isEqualTo(answered);
  }
}
