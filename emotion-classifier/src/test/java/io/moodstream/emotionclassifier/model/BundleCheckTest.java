package io.moodstream.emotionclassifier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.moodstream.emotionclassifier.graph.Nodes;
import io.moodstream.emotionclassifier.graph.SavedGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.GraphDef;

class BundleCheckTest {
  @TempDir private Path temp;

  @Test
  void shouldMeasureAModelBesideTheChampion() {
    ModelBundle bundle = TinyModel.bundle(temp.resolve("tiny"), 7);
    ModelBundle champion = TinyModel.bundle(temp.resolve("other"), 8);

    BundleCheck.Report report = BundleCheck.run(bundle, Optional.of(champion));

    assertThat(report.refused()).isEmpty();
    assertThat(report.millis()).isPositive();
    assertThat(report.championMillis()).isPositive();
    assertThat(BundleCheck.hasPassed(bundle)).isTrue();
  }

  @Test
  void shouldRefuseAModelThatGivesNoNumberForABlackFace() {
    // Given a model that divides by the mean gray, and a reference without a black face
    GraphDef graph =
        new Nodes()
            .numbers("pixels", 1, 2, 3)
            .operation("gray", "Mean", "images", "pixels")
            .operation("one", "RealDiv", "gray", "gray")
            .answering("one");
    ModelBundle bundle = bundle("black", SavedGraph.of(graph, "images", "logits"));

    assertThatThrownBy(() -> BundleCheck.run(bundle, Optional.empty()))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("it does not run: a model's logit is NaN, not finite");
    assertThat(BundleCheck.hasPassed(bundle)).isFalse();
  }

  @Test
  void shouldEndTheChildProcessWhenTheCallerGoesAway() throws InterruptedException {
    // Given a check that has begun
    ModelBundle bundle = TinyModel.bundle(temp.resolve("tiny"), 9);
    var failure = new AtomicReference<RuntimeException>();
    Thread caller =
        new Thread(
            () -> {
              try {
                var unused = BundleCheck.run(bundle, Optional.empty());
              } catch (RuntimeException e) {
                failure.set(e);
              }
            });
    caller.start();
    await().until(() -> children().findAny().isPresent());
    List<ProcessHandle> children = children().toList();

    caller.interrupt();
    caller.join();

    assertThat(failure.get()).hasMessage("interrupted while the model bundle was checked");
    assertThat(children).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void shouldEndWithItsParent() throws Exception {
    // Given the child process of a check, whose parent has ended before it could answer
    ModelBundle bundle = TinyModel.bundle(temp.resolve("tiny"), 9);
    var files = new CheckFiles(Files.createDirectory(temp.resolve("check")));
    Process process = CheckCommand.start(files, bundle.folder(), Optional.empty());

    process.getOutputStream().close();

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(files.report()).doesNotExist();
  }

  private static Stream<ProcessHandle> children() {
    return ProcessHandle.current()
        .children()
        .filter(
            child ->
                child
                    .info()
                    .commandLine()
                    .filter(line -> line.contains(BundleCheckProcess.class.getName()))
                    .isPresent());
  }

  private ModelBundle bundle(String name, SavedGraph saved) {
    var reference =
        new Reference(
            List.of(
                new Reference.Example(
                    TinyModel.face(1),
                    Softmax.of(new float[] {1, 1, 1, 1, 1, 1, 1}, 0, TinyModel.TEMPERATURE))));
    return ModelBundle.write(temp.resolve(name), saved, TinyModel.card(saved), reference, Map.of());
  }
}
