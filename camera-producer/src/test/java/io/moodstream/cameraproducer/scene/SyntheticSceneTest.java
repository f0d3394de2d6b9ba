package io.moodstream.cameraproducer.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.Expression;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticSceneTest {
  @Test
  void shouldDrawTheSamePictureForTheSameSeedAndMoment() {
    var one = new SyntheticScene(7);
    var other = new SyntheticScene(7);
    one.draw(Duration.ofSeconds(40));

    assertThat(pixels(one.draw(Duration.ofMillis(1234))))
        .isEqualTo(pixels(other.draw(Duration.ofMillis(1234))));
  }

  @Test
  void shouldDrawAnotherSceneForAnotherSeed() {
    assertThat(pixels(new SyntheticScene(1).draw(Duration.ZERO)))
        .isNotEqualTo(pixels(new SyntheticScene(4).draw(Duration.ZERO)));
  }

  @Test
  void shouldMove() {
    var scene = new SyntheticScene(1);

    assertThat(pixels(scene.draw(Duration.ZERO)))
        .isNotEqualTo(pixels(scene.draw(Duration.ofMillis(100))));
  }

  @Test
  void shouldDrawInColour() {
    BufferedImage picture = new SyntheticScene(1).draw(Duration.ZERO);

    long coloured =
        IntStream.range(0, 640 * 480)
            .map(n -> picture.getRGB(n % 640, n / 640))
            .filter(rgb -> Math.abs((rgb >> 16 & 0xff) - (rgb & 0xff)) > 30)
            .count();

    assertThat(coloured).isGreaterThan(640 * 480 / 10);
  }

  @ParameterizedTest
  @ValueSource(longs = {-3, 0, 1, 2, 3, 1_000_000_007})
  void shouldShowTwoToFourPeopleInsideThePicture(long seed) {
    var scene = new SyntheticScene(seed);

    for (int second = 0; second < 60; second += 5) {
      List<DrawnFace> faces = scene.faces(Duration.ofSeconds(second));

      assertThat(faces).hasSizeBetween(2, 4);
      assertThat(faces)
          .allSatisfy(
              face -> {
                assertThat(face.box().x()).isNotNegative();
                assertThat(face.box().y()).isNotNegative();
                assertThat(face.box().x() + face.box().width()).isLessThanOrEqualTo(640);
                assertThat(face.box().y() + face.box().height()).isLessThanOrEqualTo(480);
                assertThat(face.box().width()).isGreaterThan(90);
              });
    }
  }

  @Test
  void shouldShowEachPersonWithEveryExpressionInTime() {
    var scene = new SyntheticScene(1);

    Set<Expression> shown = EnumSet.noneOf(Expression.class);
    for (int second = 0; second < 65; second++) {
      shown.add(scene.faces(Duration.ofSeconds(second)).get(0).expression());
    }

    assertThat(shown).containsExactlyInAnyOrderElementsOf(Expression.ALL);
  }

  private static byte[] pixels(BufferedImage picture) {
    return ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
  }
}
