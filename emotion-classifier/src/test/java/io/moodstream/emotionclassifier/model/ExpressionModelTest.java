package io.moodstream.emotionclassifier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpressionModelTest {
  @TempDir private Path temp;

  @Test
  void shouldPredictAsTensorFlowJavaDoes() {
    // Given more faces than one inference call takes.
    List<Pixels> faces = IntStream.range(0, 70).mapToObj(i -> TinyModel.face(100 + i)).toList();
    try (TinyModel tiny = new TinyModel(7);
        ExpressionModel model = ExpressionModel.load(TinyModel.bundle(temp.resolve("tiny"), 7))) {
      // When
      List<Probabilities> predicted = model.predict(faces);

      // Then
      float[] logits = tiny.logits(faces);
      assertThat(predicted).hasSize(70);
      for (int i = 0; i < faces.size(); i++) {
        Probabilities expected = Softmax.of(logits, i, TinyModel.TEMPERATURE);
        for (Expression expression : Expression.ALL) {
          assertThat(Math.abs(predicted.get(i).of(expression) - expected.of(expression)))
              .as("face %d, %s", i, expression)
              .isLessThan(1e-5f);
        }
      }
      assertThat(predicted.stream().map(Probabilities::top).distinct().count()).isGreaterThan(1);
    }
  }

  @Test
  void shouldPredictNobodyWithoutInference() {
    try (ExpressionModel model = ExpressionModel.load(TinyModel.bundle(temp.resolve("tiny"), 7))) {
      assertThat(model.predict(List.of())).isEmpty();
    }
  }

  @Test
  void shouldRefuseAModelThatDoesNotAnswerAsItsReferenceSays() {
    // Given a whole bundle whose reference another model made
    try (TinyModel tiny = new TinyModel(7);
        TinyModel other = new TinyModel(8)) {
      ModelBundle bundle =
          ModelBundle.write(
              temp.resolve("mixed"),
              tiny.saved(),
              TinyModel.card(tiny.saved()),
              other.reference(),
              Map.of());

      // When, then
      assertThatThrownBy(() -> ExpressionModel.load(bundle))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("mixed: self-test failed: face 0 of reference.json was")
          .hasMessageContaining("largest difference");
    }
  }

  @Test
  void shouldRefuseAModelThatPredictsOnlyAsManyFacesAsItsReferenceHas() {
    ModelBundle bundle =
        TinyModel.bundle(temp.resolve("three"), 7, TinyModel.Flaw.THREE_FACES_ONLY);

    assertThatThrownBy(() -> ExpressionModel.load(bundle))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining(
            "three: saved_model.pb: the output 'logits' for 1 faces is [3,7], not [1,7]");
  }

  @Test
  void shouldCloseUnderLoadOnlyWhenTheLastCallHasReturned() throws Exception {
    // Given threads that predict as fast as they can
    ExpressionModel model = ExpressionModel.load(TinyModel.bundle(temp.resolve("tiny"), 7));
    List<Pixels> faces = IntStream.range(0, 16).mapToObj(TinyModel::face).toList();
    CountDownLatch busy = new CountDownLatch(40);
    Callable<Long> predicting =
        () -> {
          for (long calls = 0; ; calls++) {
            try {
              var predicted = model.predict(faces);
              assertThat(predicted).hasSize(16);
              busy.countDown();
            } catch (IllegalStateException closed) {
              assertThat(closed).hasMessage("the model tiny is closed");
              return calls;
            }
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Long>> calls = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        calls.add(threads.submit(predicting));
      }
      busy.await();

      // When
      model.close();

      // Then the process is alive, and every thread received an answer.
      long answered = 0;
      for (Future<Long> thread : calls) {
        answered += thread.get();
      }
      assertThat(answered).isGreaterThanOrEqualTo(40);
    } finally {
      threads.shutdownNow();
    }
  }
}
