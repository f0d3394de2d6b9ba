package io.moodstream.pipeline.cameras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.moodstream.pipeline.cameras.CameraJson.InvalidCamera;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.proto.v1.CameraConfigProto;
import io.moodstream.pipeline.proto.v1.CameraStatusProto;
import io.moodstream.pipeline.proto.v1.CameraUseProto;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredUseTest {
  private static final String REASON = "Tired crane drivers endanger the people below them.";
  private static final String REFUSAL =
      "purposeCode: '%s' is refused (prohibited-purpose): AI systems that infer emotions of people"
          + " in the areas of workplace and education institutions are prohibited, except for medical"
          + " or safety reasons (EU AI Act, Regulation (EU) 2024/1689, Article 5(1)(f)). If such a"
          + " reason applies, claim it in cameras.yaml or in the API: exception (medical or safety)"
          + " and exceptionReason (40 to 500 characters); the claim is written to the audit";

  @ParameterizedTest
  @CsvSource({"purposeCode, workplace", "purposeCode, education", "purpose, workplace"})
  void shouldRefuseWhatTheLawProhibits(String field, String code) {
    assertThatThrownBy(() -> read("'%s':'%s'".formatted(field, code)))
        .hasMessage(REFUSAL.formatted(code))
        .isInstanceOfSatisfying(
            InvalidCamera.class, refused -> assertThat(refused.isProhibited()).isTrue());
  }

  @Test
  void shouldRefuseItOnTheCommandLineInTheSameWords() {
    assertThatThrownBy(() -> CameraSettings.parse("desk=webcam:0,purpose=workplace"))
        .hasMessage("camera desk: " + REFUSAL.formatted("workplace"));
  }

  /** Anyone with the right to write the topics can write such records. */
  @Test
  void shouldRefuseItFromKafka() {
    var use = CameraUseProto.newBuilder().setPurpose("education");
    byte[] wanted =
        CameraConfigProto.newBuilder()
            .setCamera("desk")
            .setSource("webcam:0")
            .setMachine("pi")
            .setUse(use)
            .build()
            .toByteArray();
    byte[] reported =
        CameraStatusProto.newBuilder()
            .setCamera("desk")
            .setState(CameraStatusProto.State.RUNNING)
            .setUse(use)
            .build()
            .toByteArray();

    assertThatThrownBy(() -> Topics.CAMERA_CONFIGS.value().deserializer().deserialize("t", wanted))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("prohibited-purpose");
    assertThatThrownBy(() -> Topics.CAMERAS.value().deserializer().deserialize("t", reported))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("prohibited-purpose");
  }

  @Test
  void shouldTakeAClaimedExceptionAndCarryItOverKafka() {
    CameraSettings camera =
        read(
            "'purposeCode':'workplace','legalBasis':'vital-interests','exception':'safety',"
                + "'exceptionReason':'%s'".formatted(REASON));

    assertThat(camera.label().use().exception())
        .contains(new ExceptionClaim(ExceptionClaim.Kind.SAFETY, REASON));
    assertThat(CameraJson.read(CameraJson.write(camera))).isEqualTo(camera);
    var stored = new StoredCamera(camera, "pi", Instant.EPOCH, "ada");
    var headers = new RecordHeaders();
    byte[] bytes = Topics.CAMERA_CONFIGS.value().serializer().serialize("t", headers, stored);
    assertThat(Topics.CAMERA_CONFIGS.value().deserializer().deserialize("t", headers, bytes))
        .isEqualTo(stored);
    var status =
        new CameraStatus(
            new CameraId("desk"),
            "webcam:0",
            CameraStatus.State.RUNNING,
            "",
            false,
            Instant.EPOCH,
            camera.label(),
            CameraOwner.UNKNOWN);
    byte[] reported = Topics.CAMERAS.value().serializer().serialize("t", headers, status);
    assertThat(Topics.CAMERAS.value().deserializer().deserialize("t", headers, reported))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'purposeCode':'work' | purposeCode: 'work' is not one of retail-statistics, visitor",
        "'legalBasis':'none' | legalBasis: 'none' is not one of consent,",
        "'purposeCode':'workplace','exception':'safety' | exceptionReason: 40 to 500 characters",
        "'purposeCode':'workplace','exception':'safety','exceptionReason':'yes' | exceptionReason: 40",
        "'purposeCode':'workplace','exception':'curiosity' | exception: 'curiosity' is neither",
        "'exceptionReason':'because' | exception: medical or safety",
        "'purposeCode':'safety','exception':'safety','exceptionReason':'Tired crane drivers endanger"
            + " the people below.' | exception: only for the purposes workplace and education",
        "'purposeCode':'research-with-consent','legalBasis':'public-task' | legalBasis: research",
        "'purpose':'education','purposeCode':'safety' | purpose: 'education' is a code"
      })
  void shouldNameTheFieldThatIsWrong(String fields, String message) {
    assertThatThrownBy(() -> read(fields))
        .isInstanceOfSatisfying(
            InvalidCamera.class, refused -> assertThat(refused.isProhibited()).isFalse())
        .hasMessageStartingWith(message);
  }

  @Test
  void shouldTakeACodeInPlaceOfWordsForTheCode() {
    CameraLabel label = read("'purpose':'exhibition'").label();

    assertThat(label.use().purpose()).contains(CameraPurpose.EXHIBITION);
    assertThat(label.purpose()).isEmpty();
    CameraLabel words = read("'purpose':'length of the queue','purposeCode':'other'").label();
    assertThat(words.purpose()).isEqualTo("length of the queue");
    assertThat(words.use().purpose()).isEqualTo(Optional.of(CameraPurpose.OTHER));
  }

  private static CameraSettings read(String fields) {
    try {
      JsonNode node =
          new JsonMapper()
              .readTree(
                  "{'id':'desk','source':'webcam:0',%s}".formatted(fields).replace('\'', '"'));
      return CameraJson.read(node);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
