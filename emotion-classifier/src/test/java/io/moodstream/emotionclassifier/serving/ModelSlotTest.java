package io.moodstream.emotionclassifier.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.model.TinyModel;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSlotTest {
  @TempDir private Path temp;

  @Test
  void shouldNeverPredictAFrameByTwoModelsHoweverOftenTheyAreSwapped() throws Exception {
    // Given two models that predict the same faces otherwise, and threads that predict all the time
    ModelBundle odd = TinyModel.bundle(temp.resolve("odd"), 1);
    ModelBundle even = TinyModel.bundle(temp.resolve("even"), 2);
    List<Pixels> faces = IntStream.range(0, 5).mapToObj(TinyModel::face).toList();
    List<Probabilities> byOdd = judgedBy(odd, faces);
    List<Probabilities> byEven = judgedBy(even, faces);
    assertThat(byOdd).isNotEqualTo(byEven);
    ExpressionModel first = ExpressionModel.load(odd);
    ModelSlot slot = new ModelSlot(1, first);
    ExpressionModel serving = first;
    AtomicBoolean swapping = new AtomicBoolean(true);
    Callable<Integer> predicting =
        () -> {
          int last = 0;
          while (swapping.get()) {
            Prediction prediction = slot.predict(faces).orElseThrow();
            assertThat(prediction.faces()).isEqualTo(prediction.model() % 2 == 1 ? byOdd : byEven);
            assertThat(prediction.model()).isGreaterThanOrEqualTo(last);
            last = prediction.model();
          }
          return last;
        };
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Integer>> last = new ArrayList<>();
      last.add(threads.submit(predicting));
      last.add(threads.submit(predicting));

      // When
      for (int version = 2; version <= 20; version++) {
        ExpressionModel next = ExpressionModel.load(version % 2 == 1 ? odd : even);
        slot.swap(version, next, false);
        // Under load, without an effect on answers.
        serving.close();
        serving = next;
      }
      swapping.set(false);

      // Then
      for (Future<Integer> thread : last) {
        assertThat(thread.get()).isBetween(1, 20);
      }
      assertThat(slot.predict(faces).orElseThrow().model()).isEqualTo(20);
    } finally {
      swapping.set(false);
      threads.shutdown();
      serving.close();
    }
  }

  @Test
  void shouldAnswerByTheOldModelWhatTheNewOneFails() {
    // Given a new model that fails every call, and the old one behind it
    try (ExpressionModel old = ExpressionModel.load(TinyModel.bundle(temp.resolve("a"), 1))) {
      ExpressionModel broken = ExpressionModel.load(TinyModel.bundle(temp.resolve("b"), 2));
      broken.close();
      ModelSlot slot = new ModelSlot(1, old);
      slot.swap(2, broken, true);

      // When
      Prediction prediction = slot.predict(List.of(TinyModel.face(1))).orElseThrow();

      // Then
      assertThat(prediction.model()).isEqualTo(1);
      assertThat(slot.complaint(3)).contains("the model tiny is closed");

      // And once the old one is gone, the frame goes unanalysed and the failure is known.
      slot.dropFallback();
      assertThat(slot.predict(List.of())).isEmpty();
      assertThat(slot.complaint(3)).contains("the model tiny is closed");
    }
  }

  private static List<Probabilities> judgedBy(ModelBundle bundle, List<Pixels> faces) {
    try (ExpressionModel model = ExpressionModel.load(bundle)) {
      return model.predict(faces);
    }
  }
}
