package io.moodstream.pipeline.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.proto.v1.AlertProto;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Channels put parts of an alert into headers of HTTP and mail: nothing there may break a line. */
class AlertSerdesTest {
  private static final AlertProto SOUND =
      AlertProto.newBuilder()
          .setId("sad-hall-1")
          .setKind(AlertProto.Kind.STARTED)
          .setRule("sad")
          .setName("Many sad faces")
          .setCamera("hall")
          .setCondition("sad above 0.4 for 1m")
          .setValue(0.5)
          .setSince(1_000)
          .setAt(2_000)
          .build();

  static Stream<Arguments> unsound() {
    return Stream.of(
        changed("id", alert -> alert.setId("a\r\nBcc: all@evil.example")),
        changed("id", alert -> alert.setId("")),
        changed("rule", alert -> alert.setRule("sad\u0000")),
        changed("name", alert -> alert.setName("a\r\nBcc: all@evil.example")),
        changed("condition", alert -> alert.setCondition("a\u2028b")),
        changed("condition", alert -> alert.setCondition("x".repeat(1_000_000))),
        changed("value", alert -> alert.setValue(Double.NaN)),
        changed("value", alert -> alert.setValue(Double.POSITIVE_INFINITY)),
        changed("since", alert -> alert.setSince(Long.MIN_VALUE)),
        changed("at", alert -> alert.setAt(Long.MAX_VALUE)));
  }

  private static Arguments changed(String field, UnaryOperator<AlertProto.Builder> change) {
    return Arguments.of(field, change);
  }

  @ParameterizedTest
  @MethodSource("unsound")
  void shouldRefuseAnAlertThatNoStageWrites(
      String field, UnaryOperator<AlertProto.Builder> change) {
    byte[] bytes = change.apply(SOUND.toBuilder()).build().toByteArray();

    assertThatThrownBy(() -> AlertSerdes.ALERT.deserializer().deserialize("alerts", bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageStartingWith(field);
  }

  @Test
  void shouldReadASoundOne() {
    Alert alert = AlertSerdes.ALERT.deserializer().deserialize("alerts", SOUND.toByteArray());

    assertThat(AlertSerdes.ALERT.serializer().serialize("alerts", alert))
        .isEqualTo(SOUND.toByteArray());
  }
}
