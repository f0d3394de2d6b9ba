package io.moodstream.emotionclassifier.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/** What the gate lets pass, TensorFlow computes, with the sizes that the gate expects. */
class RandomGraphTest {
  private static final int GRAPHS = 40;
  private static final int OPERATIONS = 8;

  @Test
  void shouldOnlyPassGraphsThatRunForEveryBatch() {
    int passed = 0;
    for (long seed = 0; seed < GRAPHS; seed++) {
      GraphDef graph = RandomGraph.of(seed, OPERATIONS);
      if (passes(graph).isPresent()) {
        passed++;
        run(graph, seed);
      }
    }
    assertThat(passed).as("graphs that passed").isBetween(GRAPHS / 3, GRAPHS - 1);
  }

  private static Optional<GraphCost> passes(GraphDef graph) {
    try {
      return Optional.of(GraphGate.check(SavedGraph.of(graph, "images", "logits")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void run(GraphDef definition, long seed) {
    try (Graph graph = new Graph()) {
      graph.importGraphDef(definition);
      try (Session session = new Session(graph)) {
        for (int faces : new int[] {1, 2, 5}) {
          try (TFloat32 images = TFloat32.tensorOf(Shape.of(faces, 48, 48, 1));
              Result answer = session.runner().feed("images", images).fetch("logits").run()) {
            assertThat(answer.get(0).shape())
                .as("graph %d, %d faces", seed, faces)
                .isEqualTo(Shape.of(faces, 7));
          }
        }
      }
    }
  }
}
