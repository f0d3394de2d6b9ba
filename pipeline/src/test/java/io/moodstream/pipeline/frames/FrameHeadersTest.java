package io.moodstream.pipeline.frames;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameHeadersTest {
  private static final CameraId HALL = new CameraId("hall");
  private static final FrameHeaders HEADERS =
      new FrameHeaders(new FrameId("s1", 12), Instant.parse("2026-06-01T12:00:00.5Z"));

  @Test
  void shouldBeCloudEventsInBinaryMode() {
    Headers headers = HEADERS.toHeaders(HALL);

    assertThat(text(headers, "ce_specversion")).isEqualTo("1.0");
    assertThat(text(headers, "ce_id")).isEqualTo("s1-12");
    assertThat(text(headers, "ce_source")).isEqualTo("/cameras/hall");
    assertThat(text(headers, "ce_type")).isEqualTo("io.moodstream.frame");
    assertThat(text(headers, "ce_time")).isEqualTo("2026-06-01T12:00:00.500Z");
    assertThat(text(headers, "content-type")).isEqualTo("image/jpeg");
    assertThat(FrameHeaders.of(headers)).isEqualTo(HEADERS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce_id", "ce_type", "ce_time", "content-type"})
  void shouldNameAHeaderThatIsMissing(String name) {
    Headers headers = HEADERS.toHeaders(HALL).remove(name);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameHeaders.of(headers))
        .withMessage("header " + name + " is missing");
  }

  @ParameterizedTest
  @CsvSource({"ce_time,yesterday", "ce_type,other", "content-type,image/png", "ce_id,12"})
  void shouldNameAHeaderThatIsMalformed(String name, String value) {
    Headers headers = HEADERS.toHeaders(HALL).remove(name).add(name, value.getBytes(UTF_8));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameHeaders.of(headers))
        .withMessageContaining("'" + value + "'");
  }

  private static String text(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), UTF_8);
  }
}
