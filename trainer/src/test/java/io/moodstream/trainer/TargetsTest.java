package io.moodstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.Expression;
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
  void shouldMirrorAFace() {
    var face = FACES.get(0).pixels();
    var mirrored = Grays.mirrored(face);

    assertThat(mirrored.at(48 * 5)).isEqualTo(face.at(48 * 5 + 47));
    assertThat(Grays.mirrored(mirrored)).isEqualTo(face);
  }
}
