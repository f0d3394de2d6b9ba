package io.moodstream.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.trainer.evaluation.EpochResult.Score;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 30})
  void shouldShowACurveOfAnyNumberOfEpochs(int epochs) throws IOException {
    List<EpochResult> history = IntStream.rangeClosed(1, epochs).mapToObj(this::result).toList();

    BufferedImage chart =
        ImageIO.read(new ByteArrayInputStream(Charts.curves("paper", "held out", history)));

    // The legend, which is coloured in any case, is on the right.
    assertThat(colouredPixels(chart, chart.getWidth() * 3 / 4)).isGreaterThan(20);
  }

  private EpochResult result(int epoch) {
    var score = new Score(2.0 / epoch, 0.5);
    return new EpochResult(epoch, score, Optional.of(score), 0.1f, 600, 0, 2);
  }

  private static long colouredPixels(BufferedImage chart, int right) {
    return IntStream.range(0, chart.getHeight())
        .mapToLong(
            y ->
                IntStream.range(0, right)
                    .filter(x -> isColoured(new Color(chart.getRGB(x, y))))
                    .count())
        .sum();
  }

  private static boolean isColoured(Color colour) {
    float[] hsb = Color.RGBtoHSB(colour.getRed(), colour.getGreen(), colour.getBlue(), null);
    return hsb[1] > 0.5 && hsb[2] > 0.3;
  }
}
