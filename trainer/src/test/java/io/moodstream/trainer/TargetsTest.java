package io.moodstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.trainer.faces.ByFile;
import io.moodstream.trainer.faces.DrawnFaces;
import io.moodstream.trainer.faces.Example;
import io.moodstream.trainer.faces.SoftLabels;
import io.moodstream.trainer.faces.gray.GrayFace;
import io.moodstream.trainer.network.Architecture;
import io.moodstream.trainer.network.Recipe;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static final List<Example> FACES = DrawnFaces.of(1, 1);

  @Test
  void shouldSpreadASmoothedLabelOverAllExpressions() {
    float[] rows = new float[14];

    Targets.labels(FACES, 0.14f).copy(3, rows, 1);

    int label = Expression.ALL.indexOf(FACES.get(3).expression());
    for (int i = 0; i < 7; i++) {
      assertThat(rows[i]).isZero();
      assertThat(rows[7 + i]).isEqualTo(i == label ? 0.88f : 0.02f);
    }
  }

  @Test
  void shouldMixLabelAndSoftLabelByTheRecipesWeight() {
    Recipe recipe = Recipe.of(Architecture.TINY).with("softLabelsWeight", 0.25);
    float[] soft = {0.1f, 0.2f, 0.3f, 0.1f, 0.1f, 0.1f, 0.1f};
    var softLabels = new SoftLabels(new ByFile<>());
    assertThat(softLabels.byFile().put(FACES.get(3).name(), soft)).isTrue();
    float[] rows = new float[14];

    Targets targets = Targets.of(FACES, recipe, softLabels, List.of());

    targets.copy(3, rows, 0);
    targets.copy(2, rows, 1);
    int label = Expression.ALL.indexOf(FACES.get(3).expression());
    for (int k = 0; k < 7; k++) {
      assertThat(rows[k]).isCloseTo(0.25f * soft[k] + (k == label ? 0.75f : 0), within(1e-6f));
    }
    // A face that the csv does not list keeps its whole label.
    assertThat(rows[7 + Expression.ALL.indexOf(FACES.get(2).expression())]).isEqualTo(1);
  }

  @Test
  void shouldMirrorAFace() {
    var face = FACES.get(0).pixels();
    var mirrored = GrayFace.mirrored(face);

    assertThat(mirrored.at(48 * 5)).isEqualTo(face.at(48 * 5 + 47));
    assertThat(GrayFace.mirrored(mirrored)).isEqualTo(face);
  }
}
