package io.moodstream.trainer.evaluation;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.trainer.faces.Example;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Whether a model is right as often as its probabilities claim. Its probabilities are softmax(z /
 * T): for another temperature T' they are raised to T / T' and brought back to the sum 1, so no
 * logits are needed.
 */
public final class Calibration {
  private static final int BINS = 15;

  /** Spread of the error between samples of some 3,600 faces. */
  private static final double CHANCE = 0.005;

  private static final double TINY = 1e-12;
  private static final double LOWEST = 0.2;
  private static final double HIGHEST = 5;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private final double[][] logits;
  private final int[] wanted;

  /**
   * @param temperature at which {@code predicted} was computed
   */
  public Calibration(List<Example> examples, List<Probabilities> predicted, double temperature) {
    logits = new double[predicted.size()][];
    wanted = new int[predicted.size()];
    for (int i = 0; i < logits.length; i++) {
      wanted[i] = Expression.ALL.indexOf(examples.get(i).expression());
      logits[i] = new double[Expression.ALL.size()];
      for (int k = 0; k < logits[i].length; k++) {
        logits[i][k] =
            temperature * Math.log(Math.max(TINY, predicted.get(i).of(Expression.ALL.get(k))));
      }
    }
  }

  /** The temperature with the least mean cross-entropy, by golden section: it has one minimum. */
  public double best() {
    return best(i -> true);
  }

  /**
   * Expected calibration error in 15 equal bins of the top probability (Naeini et al., 2015), 0 to
   * 1.
   */
  double error(double temperature) {
    return error(i -> temperature);
  }

  /**
   * The error after scaling, as an honest figure: each half of the faces (even, odd) is scaled by
   * the temperature that is best for the other half.
   */
  public double crossFittedError() {
    double even = best(i -> i % 2 == 0);
    double odd = best(i -> i % 2 == 1);
    return error(i -> i % 2 == 0 ? odd : even);
  }

  /**
   * The temperature to serve with: {@link #best()} if it lowers the error of faces that it was not
   * fitted to by more than chance does, otherwise 1.
   *
   * <p>The compact network's .915 lowered the error on PublicTest by .001 and raised it on another
   * test of the same size by .007.
   */
  public double helpful() {
    return crossFittedError() < error(1) - CHANCE ? best() : 1;
  }

  /** {@link #crossFittedError()} of the temperature that {@link #helpful()} chooses. */
  public double helpfulError() {
    return helpful() == 1 ? error(1) : crossFittedError();
  }

  private double error(IntToDoubleFunction temperature) {
    double[] certain = new double[BINS];
    int[] right = new int[BINS];
    for (int i = 0; i < logits.length; i++) {
      double[] probabilities = Logits.softmax(logits[i], temperature.applyAsDouble(i));
      int top = Logits.top(probabilities);
      int bin = Math.min(BINS - 1, (int) (probabilities[top] * BINS));
      certain[bin] += probabilities[top];
      right[bin] += top == wanted[i] ? 1 : 0;
    }
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(certain[bin] - right[bin]);
    }
    return error / logits.length;
  }

  private double best(IntPredicate counted) {
    double low = LOWEST;
    double high = HIGHEST;
    while (high - low > 1e-4) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (loss(left, counted) < loss(right, counted)) {
        high = right;
      } else {
        low = left;
      }
    }
    return (low + high) / 2;
  }

  private double loss(double temperature, IntPredicate counted) {
    double loss = 0;
    for (int i = 0; i < logits.length; i++) {
      if (counted.test(i)) {
        loss -= Math.log(Math.max(TINY, Logits.softmax(logits[i], temperature)[wanted[i]]));
      }
    }
    return loss;
  }
}
