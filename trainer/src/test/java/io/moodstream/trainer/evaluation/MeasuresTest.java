package io.moodstream.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.trainer.faces.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MeasuresTest {
  private static final Pixels FACE = new Pixels(new byte[Pixels.COUNT]);

  @Test
  void shouldCountWhatWasSeenInWhat() {
    List<Example> shown =
        List.of(
            example(Expression.HAPPY),
            example(Expression.HAPPY),
            example(Expression.SAD),
            example(Expression.SAD));
    List<Probabilities> predicted =
        List.of(
            certain(Expression.HAPPY),
            certain(Expression.SAD),
            certain(Expression.SAD),
            certain(Expression.SAD));

    Confusion confusion = Confusion.of(shown, predicted);

    assertThat(confusion.accuracy()).isEqualTo(0.75);
    assertThat(confusion.count(Expression.HAPPY, Expression.SAD)).isEqualTo(1);
    // F1 of happy: precision 1, recall 1/2; of sad: precision 2/3, recall 1. The other five are not
    // there.
    assertThat(confusion.macroF1()).isCloseTo((2.0 / 3 + 0.8) / 2, Offset.offset(1e-12));
    assertThat(confusion.classes().get(3).recall()).isEqualTo(0.5);
    assertThat(confusion.classes().get(0).precision()).isZero();
  }

  @Test
  void shouldFindTheTemperatureOfAModelThatIsTooSure() {
    // Labels are drawn from softmax(z); the model states softmax(2 z).
    SplittableRandom random = new SplittableRandom(5);
    List<Example> examples = new ArrayList<>();
    List<Probabilities> predicted = new ArrayList<>();
    for (int i = 0; i < 8_000; i++) {
      double[] logits = random.doubles(7, -2, 2).toArray();
      examples.add(example(drawn(Logits.softmax(logits, 1), random)));
      predicted.add(probabilities(Logits.softmax(logits, 0.5)));
    }
    Calibration calibration = new Calibration(examples, predicted, 1);

    assertThat(calibration.best()).isCloseTo(2, Offset.offset(0.1));
    assertThat(calibration.error(1)).isGreaterThan(0.15);
    assertThat(calibration.error(calibration.best())).isLessThan(0.02);
    assertThat(calibration.crossFittedError()).isLessThan(0.04);
  }

  @Test
  void shouldServeATemperatureOnlyWhereItHelpsOnFacesThatItWasNotFittedTo() {
    SplittableRandom random = new SplittableRandom(7);
    List<Example> examples = new ArrayList<>();
    List<Probabilities> honest = new ArrayList<>();
    List<Probabilities> tooSure = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      double[] logits = random.doubles(7, -2, 2).toArray();
      examples.add(example(drawn(Logits.softmax(logits, 1), random)));
      honest.add(probabilities(Logits.softmax(logits, 1)));
      tooSure.add(probabilities(Logits.softmax(logits, 0.5)));
    }
    var calibrated = new Calibration(examples, honest, 1);
    var sure = new Calibration(examples, tooSure, 1);

    assertThat(calibrated.best()).isNotEqualTo(1);
    assertThat(calibrated.helpful()).isEqualTo(1);
    assertThat(calibrated.helpfulError()).isEqualTo(calibrated.error(1));
    assertThat(sure.helpful()).isEqualTo(sure.best());
    assertThat(sure.helpfulError()).isEqualTo(sure.crossFittedError());
  }

  @Test
  void shouldBoundASharesConfidence() {
    assertThat(WilsonInterval.of(56, 112).low()).isCloseTo(0.4089, Offset.offset(1e-4));
    assertThat(WilsonInterval.of(56, 112).high()).isCloseTo(0.5911, Offset.offset(1e-4));
    assertThat(WilsonInterval.of(8, 8).low()).isCloseTo(0.6756, Offset.offset(1e-4));
    assertThat(WilsonInterval.of(8, 8).high()).isEqualTo(1);
    assertThat(WilsonInterval.of(0, 0)).isEqualTo(new WilsonInterval(0, 1));
  }

  @Test
  void shouldAccountForTheTemperatureAtWhichItWasJudged() {
    SplittableRandom random = new SplittableRandom(6);
    List<Example> examples = new ArrayList<>();
    List<Probabilities> plain = new ArrayList<>();
    List<Probabilities> scaled = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      double[] logits = random.doubles(7, -2, 2).toArray();
      examples.add(example(drawn(Logits.softmax(logits, 1), random)));
      plain.add(probabilities(Logits.softmax(logits, 1)));
      scaled.add(probabilities(Logits.softmax(logits, 3)));
    }

    assertThat(new Calibration(examples, scaled, 3).best())
        .isCloseTo(new Calibration(examples, plain, 1).best(), Offset.offset(1e-3));
  }

  private static Example example(Expression expression) {
    return new Example("drawn", expression, FACE);
  }

  private static Probabilities certain(Expression expression) {
    float[] values = new float[7];
    values[Expression.ALL.indexOf(expression)] = 1;
    return new Probabilities(values);
  }

  private static Expression drawn(double[] probabilities, SplittableRandom random) {
    double left = random.nextDouble();
    int index = 0;
    while (index < 6 && left > probabilities[index]) {
      left -= probabilities[index++];
    }
    return Expression.ALL.get(index);
  }

  private static Probabilities probabilities(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return new Probabilities(floats);
  }
}
