package io.moodstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.trainer.TrainingSettings.Learning;
import io.moodstream.trainer.faces.DrawnFaces;
import io.moodstream.trainer.faces.Example;
import io.moodstream.trainer.faces.SoftLabels;
import io.moodstream.trainer.faces.Votes;
import io.moodstream.trainer.network.Architecture;
import io.moodstream.trainer.network.InferenceGraph;
import io.moodstream.trainer.network.InferenceLayers;
import io.moodstream.trainer.network.Precision;
import io.moodstream.trainer.network.Recipe;
import io.moodstream.trainer.network.Weight;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final List<Example> FACES = DrawnFaces.of(1, 1);

  @Test
  void shouldBeThePapersNetwork() {
    InferenceLayers.Size size = size(Architecture.PAPER);

    assertThat(size.parameters()).isEqualTo(2_345_607);
    assertThat(size.multiplyAdds()).isEqualTo(77_326_464);
  }

  @Test
  void shouldKeepTheCompactNetworkSmall() {
    InferenceLayers.Size size = size(Architecture.COMPACT);

    assertThat(size.parameters()).isEqualTo(1_285_907);
    assertThat(size.multiplyAdds()).isLessThan(60_000_000);
  }

  @Test
  void shouldNameTheKnownOnes() {
    assertThat(Architecture.ofLabel("compact")).isEqualTo(Architecture.COMPACT);
    assertThatThrownBy(() -> Architecture.ofLabel("huge"))
        .hasMessage("unknown architecture 'huge': known are paper, compact, tiny");
  }

  @Test
  void shouldFineTuneAtATenthOfItsRate() {
    assertThat(Architecture.COMPACT.fineTuningRate()).isEqualTo(0.01);
    assertThat(Architecture.PAPER.fineTuningRate()).isEqualTo(1e-5);
    assertThat(Architecture.TINY.fineTuningRate()).isEqualTo(5e-4);
  }

  /** Of the serving graph, which must take every weight that the training graph has made. */
  private static InferenceLayers.Size size(Architecture architecture) {
    TrainingPlan plan =
        new TrainingPlan(
            settings(architecture),
            Recipe.of(architecture),
            "drawn",
            FACES,
            FACES,
            "train",
            Votes.NONE,
            SoftLabels.NONE,
            List.of(),
            List.of());
    Map<String, Weight> weights;
    try (TrainingGraph graph = new TrainingGraph(plan, Precision.FP32)) {
      weights = TrainingGraph.serving(graph.read());
    }
    try (InferenceGraph graph = new InferenceGraph(architecture, weights, 1)) {
      float[][] logits = graph.logits(FACES.stream().map(Example::pixels).toList());
      assertThat(logits).hasDimensions(7, 7);
      return graph.size();
    }
  }

  private static TrainingSettings settings(Architecture architecture) {
    return TinyRuns.settings(Path.of("unused"), Path.of("unused"), 1, Map.of(), false)
        .with(Learning.of(architecture));
  }
}
