package io.moodstream.pipeline.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.proto.v1.CameraStatusProto;
import io.moodstream.pipeline.proto.v1.ExpressionsProto;
import io.moodstream.pipeline.proto.v1.FaceExpressionProto;
import io.moodstream.pipeline.proto.v1.FrameInfoProto;
import io.moodstream.pipeline.proto.v1.OutcomeProto;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldRangeTest {
  private static final FrameInfoProto FRAME =
      FrameInfoProto.newBuilder()
          .setCamera("hall")
          .setFrame("s-1")
          .setCapturedAt(1_772_600_767_000L)
          .setAppendedAt(1_772_600_767_000L)
          .setWidth(640)
          .setHeight(480)
          .setOutcome(OutcomeProto.ANALYSED)
          .build();

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 7_258_118_400_001L, Long.MAX_VALUE})
  void shouldRefuseARecordOfAnImpossibleTime(long millis) {
    var message =
        ExpressionsProto.newBuilder().setFrame(FRAME.toBuilder().setCapturedAt(millis)).build();

    assertThatThrownBy(() -> read(message))
        .isInstanceOf(SerializationException.class)
        .hasMessage("captured at is %d: 0 to 7258118400000 are possible", millis);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.NEGATIVE_INFINITY, -1, 2})
  void shouldRefuseAnImpossibleQuality(float quality) {
    var message =
        ExpressionsProto.newBuilder()
            .setFrame(FRAME)
            .addFaces(FaceExpressionProto.newBuilder().setQuality(quality))
            .build();

    assertThatThrownBy(() -> read(message)).isInstanceOf(SerializationException.class);
  }

  @Test
  void shouldRefuseManyFacesAndLongTexts() {
    var faces = ExpressionsProto.newBuilder().setFrame(FRAME);
    for (int i = 0; i <= 4_096; i++) {
      faces.addFaces(FaceExpressionProto.getDefaultInstance());
    }
    byte[] status =
        CameraStatusProto.newBuilder()
            .setCamera("hall")
            .setReason("x".repeat(20_000))
            .setState(CameraStatusProto.State.RUNNING)
            .build()
            .toByteArray();

    assertThatThrownBy(() -> read(faces.build()))
        .hasMessage("faces has 4,097 values, more than 4,096");
    assertThatThrownBy(() -> Topics.CAMERAS.value().deserializer().deserialize("t", status))
        .hasMessage("reason has 20,000 characters, more than 16,384");
  }

  @Test
  void shouldReadWhatIsInRange() {
    assertThat(read(ExpressionsProto.newBuilder().setFrame(FRAME).build())).isNotNull();
  }

  private static Object read(ExpressionsProto message) {
    return Topics.EXPRESSIONS.value().deserializer().deserialize("t", message.toByteArray());
  }
}
