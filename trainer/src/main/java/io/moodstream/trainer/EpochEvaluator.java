package io.moodstream.trainer;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.trainer.evaluation.EpochResult;
import io.moodstream.trainer.evaluation.Logits;
import io.moodstream.trainer.faces.Example;
import io.moodstream.trainer.network.Architecture;
import io.moodstream.trainer.network.InferenceGraph;
import io.moodstream.trainer.network.Weight;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How well weights do on labelled faces, through the graph that would serve. */
final class EpochEvaluator {
  private final Architecture architecture;
  private final List<Example> examples;
  private final List<Pixels> faces;
  private final int threads;

  EpochEvaluator(Architecture architecture, List<Example> examples, int threads) {
    this.architecture = architecture;
    this.examples = List.copyOf(examples);
    this.faces = examples.stream().map(Example::pixels).toList();
    this.threads = threads;
  }

  /** Empty if there is nothing to measure on. */
  Optional<EpochResult.Score> score(Map<String, Weight> weights) {
    if (examples.isEmpty()) {
      return Optional.empty();
    }
    float[][] logits;
    try (InferenceGraph graph = new InferenceGraph(architecture, weights, threads)) {
      logits = graph.logits(faces);
    }
    double loss = 0;
    int correct = 0;
    for (int i = 0; i < logits.length; i++) {
      int wanted = Expression.ALL.indexOf(examples.get(i).expression());
      double[] probabilities = Logits.softmax(Logits.doubles(logits[i]), 1);
      loss -= Math.log(Math.max(Float.MIN_NORMAL, probabilities[wanted]));
      correct += Logits.top(probabilities) == wanted ? 1 : 0;
    }
    return Optional.of(
        new EpochResult.Score(loss / logits.length, (double) correct / logits.length));
  }
}
