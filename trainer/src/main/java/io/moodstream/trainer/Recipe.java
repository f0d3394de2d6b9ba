package io.moodstream.trainer;

import java.util.Optional;

/**
 * How a network is trained.
 *
 * @param statisticMomentum how much of a running mean or variance stays after a step
 * @param averageDecay how much of the averaged weights stays after a step (they are what serves);
 *     0: no averaging
 * @param labelSmoothing the part of a target that is spread over all expressions
 * @param mixup α of the Beta distribution by which two images are blended (Zhang et al., 2018); 0:
 *     none
 * @param mixupUntil the part of the run after which images are no longer blended
 * @param votesWeight weight of the second loss, on the annotators' votes, where there are votes
 */
record Recipe(
    int epochs,
    int batch,
    Optimizer optimizer,
    Schedule schedule,
    float statisticMomentum,
    float averageDecay,
    float labelSmoothing,
    float mixup,
    double mixupUntil,
    float votesWeight,
    Optional<Augmentation> augmentation) {
  static Recipe of(Architecture architecture) {
    return switch (architecture) {
      case PAPER -> paper();
      case COMPACT -> compact();
      case TINY -> tiny();
    };
  }

  /** As published: no augmentation, one rate. */
  private static Recipe paper() {
    return new Recipe(
        50,
        64,
        Optimizer.Adam.DEFAULT,
        new Schedule.Constant(1e-4f),
        0.9f,
        0,
        0,
        0,
        0,
        0,
        Optional.empty());
  }

  private static Recipe compact() {
    return new Recipe(
        60,
        128,
        new Optimizer.Momentum(0.9f, 5e-4f),
        new Schedule.Cosine(0.1f, 0.05),
        0.9f,
        0.998f,
        0.1f,
        0.2f,
        0.85,
        0.5f,
        Optional.of(Augmentation.STANDARD));
  }

  private static Recipe tiny() {
    return new Recipe(
        18,
        32,
        Optimizer.Adam.DEFAULT,
        new Schedule.Cosine(5e-3f, 0.1),
        0.9f,
        0.9f,
        0,
        0,
        0,
        0.5f,
        Optional.empty());
  }

  Recipe withEpochs(int other) {
    return new Recipe(
        other,
        batch,
        optimizer,
        schedule,
        statisticMomentum,
        averageDecay,
        labelSmoothing,
        mixup,
        mixupUntil,
        votesWeight,
        augmentation);
  }

  Recipe withRate(float peak) {
    return new Recipe(
        epochs,
        batch,
        optimizer,
        schedule.withPeak(peak),
        statisticMomentum,
        averageDecay,
        labelSmoothing,
        mixup,
        mixupUntil,
        votesWeight,
        augmentation);
  }

  /**
   * @param epoch counted from 1
   */
  boolean blends(int epoch) {
    return mixup > 0 && epoch <= mixupUntil * epochs;
  }
}
