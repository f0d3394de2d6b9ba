package io.moodstream.trainer.faces;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.trainer.faces.gray.GrayFace;
import io.moodstream.trainer.faces.gray.Scaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NearCopiesTest {
  private static final List<Pixels> FACES =
      DrawnFaces.of(6, 7).stream().map(Example::pixels).toList();

  @Test
  void shouldFindBrighterMirroredAndNoisyCopies() {
    Pixels face = FACES.get(0);
    List<Pixels> copies =
        List.of(face, GrayFace.mirrored(face), changed(face, 0.6f, 30, 0), changed(face, 1, 0, 8));

    assertThat(NearCopies.among(copies, List.of(face))).containsOnly(true);
  }

  @Test
  void shouldAgreeWithTheCorrelationComputedPlainly() {
    List<Pixels> faces = new ArrayList<>(FACES);
    FACES.stream().limit(6).forEach(face -> faces.add(changed(face, 1, 0, 60)));
    boolean[] found = NearCopies.among(faces.subList(0, 20), faces.subList(20, faces.size()));

    for (int i = 0; i < found.length; i++) {
      double top = -1;
      for (Pixels known : faces.subList(20, faces.size())) {
        top = Math.max(top, correlation(faces.get(i), known));
        top = Math.max(top, correlation(GrayFace.mirrored(faces.get(i)), known));
      }
      assertThat(found[i]).as("face %d, correlation %s", i, top).isEqualTo(top > 0.93);
    }
    assertThat(found).contains(true);
    assertThat(found).contains(false);
  }

  @Test
  void shouldLinkCopiesOfCopiesAndFlatPicturesOnlyWithEachOther() {
    Pixels face = FACES.get(0);
    List<Pixels> faces =
        List.of(gray(20), face, changed(face, 0.8f, 5, 3), gray(200), GrayFace.mirrored(face));

    assertThat(NearCopies.groups(faces)).containsExactly(0, 1, 1, 0, 1);
  }

  @Test
  void shouldHoldOutAFaceTogetherWithItsNearCopies() {
    List<Example> faces = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 60; i++) {
      Pixels noise = noise(random);
      faces.add(new Example(i + ".png", Expression.HAPPY, noise));
      faces.add(new Example(i + "-brighter.png", Expression.HAPPY, changed(noise, 0.7f, 40, 4)));
      faces.add(new Example(i + "-mirrored.png", Expression.HAPPY, GrayFace.mirrored(noise)));
    }

    HoldOut parts = HoldOut.of(faces);

    assertThat(parts.held().size()).isBetween(3, 45).satisfies(n -> assertThat(n % 3).isZero());
    assertThat(
            NearCopies.among(
                parts.held().stream().map(Example::pixels).toList(),
                parts.kept().stream().map(Example::pixels).toList()))
        .containsOnly(false);
  }

  private static Pixels changed(Pixels face, float contrast, float brightness, double noise) {
    SplittableRandom random = new SplittableRandom(3);
    float[] grays = GrayFace.of(face);
    for (int i = 0; i < grays.length; i++) {
      grays[i] = contrast * grays[i] + brightness + (float) (noise * (random.nextDouble() - 0.5));
    }
    return GrayFace.pixels(grays);
  }

  private static Pixels gray(int value) {
    byte[] values = new byte[Pixels.COUNT];
    Arrays.fill(values, (byte) value);
    return new Pixels(values);
  }

  private static Pixels noise(SplittableRandom random) {
    float[] small = new float[12 * 12];
    for (int i = 0; i < small.length; i++) {
      small[i] = (float) random.nextDouble(60, 200);
    }
    return GrayFace.pixels(Scaling.resize(small, 12, 12, Pixels.SIDE, Pixels.SIDE));
  }

  private static double correlation(Pixels a, Pixels b) {
    float[] x = Scaling.resize(GrayFace.of(a), Pixels.SIDE, Pixels.SIDE, 24, 24);
    float[] y = Scaling.resize(GrayFace.of(b), Pixels.SIDE, Pixels.SIDE, 24, 24);
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < x.length; i++) {
      meanX += x[i] / x.length;
      meanY += y[i] / y.length;
    }
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }
}
