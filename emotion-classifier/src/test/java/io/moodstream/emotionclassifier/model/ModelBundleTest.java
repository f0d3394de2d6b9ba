package io.moodstream.emotionclassifier.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.moodstream.emotionclassifier.graph.SavedGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

class ModelBundleTest {
  @TempDir private Path temp;

  private Path folder;

  @BeforeEach
  void write() {
    folder = temp.resolve("tiny");
    var unused = TinyModel.bundle(folder, 7);
  }

  @Test
  void shouldReadWhatItWrote() {
    try (TinyModel tiny = new TinyModel(7)) {
      // When
      ModelBundle bundle = ModelBundle.open(folder);

      // Then
      assertThat(bundle.card()).isEqualTo(TinyModel.card(tiny.saved()));
      assertThat(bundle.reference()).isEqualTo(tiny.reference());
      assertThat(bundle.graph().graph()).isEqualTo(tiny.definition());
      assertThat(bundle.files())
          .containsOnlyKeys("confusion.png", "model.json", "reference.json", "saved_model.pb");
    }
  }

  @Test
  void shouldReplaceAWholeBundleAndLeaveNothingBeside() throws IOException {
    // Given
    String before = ModelBundle.open(folder).sha256();

    // When
    ModelBundle bundle = TinyModel.bundle(folder, 8);

    // Then
    assertThat(bundle.sha256()).isNotEqualTo(before);
    assertThat(bundle.sha256()).isEqualTo(ModelBundle.open(folder).sha256());
    try (Stream<Path> beside = Files.list(temp)) {
      assertThat(beside).containsExactly(folder);
    }
  }

  @Test
  void shouldLeaveTheOldBundleWhenTheNewOneIsRefused() {
    // Given
    String before = ModelBundle.open(folder).sha256();

    // When
    assertThatThrownBy(() -> ModelBundle.fromZip(new byte[100], folder))
        .isInstanceOf(BundleException.class);

    // Then
    assertThat(ModelBundle.open(folder).sha256()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"saved_model.pb", "model.json", "reference.json"})
  void shouldNameAFileThatIsMissing(String file) throws IOException {
    Files.delete(folder.resolve(file));

    assertRefused("%s is missing".formatted(file));
  }

  /** Cards that were written before there was such a field. */
  @Test
  void shouldReadACardWithoutAncestors() throws IOException {
    String card = Files.readString(folder.resolve("model.json"));
    String without = card.replaceFirst(",\\s*\"ancestors\" : \\[ ]", "");
    assertThat(without).isNotEqualTo(card);

    assertThat(ModelCard.ofJson(without).data().ancestors()).isEmpty();
  }

  @Test
  void shouldNoticeOneFlippedBit() throws IOException {
    // Given
    Path graph = folder.resolve("saved_model.pb");
    byte[] bytes = Files.readAllBytes(graph);
    bytes[bytes.length / 2] ^= 1;
    Files.write(graph, bytes);

    // When, then
    assertRefused("saved_model.pb: its SHA-256 is");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "angry", "disgust"      | "disgust", "angry"  | labels are [disgust, angry, fear
          "temperature" : 1.5     | "temperature" : "NaN" | temperature is NaN, not a finite number
          "temperature" : 1.5     | "temperature" : 0   | temperature is 0.0, not a finite number
          "temperature" : 1.5,    |                     | the field 'temperature' is missing
          "accuracy" : 0.14       | "accuracy" : 14     | metrics.accuracy is 14.0, not in [0, 1]
          "accuracy" : 0.14       | "acuracy" : 0.14    | the field 'metrics.accuracy' is missing
          "accuracy" : 0.14       | "a" : 1, "accuracy" : 0.14 | the field 'metrics.a' is unknown
          "parameters" : 4068     | "parameters" : null | the field 'parameters' cannot be read
          "name" : "tiny",        | "name" : "tiny"     | not valid JSON
          """)
  void shouldNameTheFieldOfTheCardThatIsWrong(String field, String changed, String reason)
      throws IOException {
    // Given
    Path card = folder.resolve("model.json");
    String json = Files.readString(card);
    assertThat(json).contains(field);
    Files.writeString(
        card, json.replaceFirst(Pattern.quote(field), changed == null ? "" : changed));

    // When, then
    assertRefused("model.json: ", reason);
  }

  @Test
  void shouldNameTheFieldOfTheReferenceThatIsWrong() throws IOException {
    Files.writeString(
        folder.resolve("reference.json"),
        "{\"faces\": [{\"pixels\": \"AAAA\", \"probabilities\": [1,0,0,0,0,0,0]}]}");

    assertRefused("reference.json: a face has 2304 pixels (48 x 48), not 3");
  }

  @Test
  void shouldRefuseANetworkOfAnotherShape() {
    // Given a whole bundle of a network that wants 64 x 64
    try (TinyModel tiny = new TinyModel(7)) {
      SavedModel.Builder model = savedModel(tiny).toBuilder();
      SignatureDef signature = model.getMetaGraphs(0).getSignatureDefOrThrow("serving_default");
      TensorInfo.Builder input = signature.getInputsOrThrow("images").toBuilder();
      input.getTensorShapeBuilder().getDimBuilder(1).setSize(64);
      model
          .getMetaGraphsBuilder(0)
          .putSignatureDef(
              "serving_default", signature.toBuilder().putInputs("images", input.build()).build());

      // When, then
      assertThatThrownBy(() -> SavedGraph.parse(model.build().toByteArray()))
          .hasMessage("the input is DT_FLOAT [-1, 64, 48, 1], not DT_FLOAT [-1, 48, 48, 1]");
    }
  }

  @Test
  void shouldRefuseANetworkOfAnotherType() {
    try (TinyModel tiny = new TinyModel(7)) {
      // Given
      SavedModel.Builder model = savedModel(tiny).toBuilder();
      SignatureDef signature = model.getMetaGraphs(0).getSignatureDefOrThrow("serving_default");
      TensorInfo output =
          signature.getOutputsOrThrow("logits").toBuilder().setDtype(DataType.DT_DOUBLE).build();
      model
          .getMetaGraphsBuilder(0)
          .putSignatureDef(
              "serving_default", signature.toBuilder().putOutputs("logits", output).build());

      // When, then
      assertThatThrownBy(() -> SavedGraph.parse(model.build().toByteArray()))
          .hasMessage("the output is DT_DOUBLE [-1, 7], not DT_FLOAT [-1, 7]");
    }
  }

  @Test
  void shouldRefuseAPictureThatIsNone() {
    try (TinyModel tiny = new TinyModel(7)) {
      assertThatThrownBy(
              () ->
                  ModelBundle.write(
                      folder,
                      tiny.saved(),
                      TinyModel.card(tiny.saved()),
                      tiny.reference(),
                      Map.of("../evil.png", "evil".getBytes(UTF_8))))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("'../evil.png' is not a file of a bundle");
    }
  }

  private void assertRefused(String... reasons) {
    assertThatThrownBy(() -> ModelBundle.open(folder))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("model bundle %s: ", folder)
        .hasMessageContainingAll(reasons);
  }

  private static SavedModel savedModel(TinyModel model) {
    try {
      return SavedModel.parseFrom(model.saved().bytes());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
