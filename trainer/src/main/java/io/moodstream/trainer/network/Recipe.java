package io.moodstream.trainer.network;

import io.moodstream.trainer.faces.Augmentation;
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
 * @param teacherWeight how much of a target is the teachers' answer, where there are teachers
 * @param softLabelsWeight how much of a target is the csv's soft label, where a face has one; the
 *     label is the rest
 */
public record Recipe(
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
    float teacherWeight,
    float softLabelsWeight,
    Optional<Augmentation> augmentation) {
  public Recipe {
    require("epochs", epochs, epochs >= 0, "at least 0");
    require("batch", batch, batch >= 1 && batch <= 4096, "1 to 4096");
    requireShare("statisticMomentum", statisticMomentum);
    requireShare("averageDecay", averageDecay);
    requireShare("labelSmoothing", labelSmoothing);
    requireShare("mixup", mixup);
    requireShare("mixupUntil", mixupUntil);
    require("votesWeight", votesWeight, votesWeight >= 0 && votesWeight <= 10, "0 to 10");
    requireShare("teacherWeight", teacherWeight);
    requireShare("softLabelsWeight", softLabelsWeight);
  }

  public static Recipe of(Architecture architecture) {
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
        0.5f,
        0.25f,
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
        0.5f,
        0.25f,
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
        0.5f,
        0.25f,
        Optional.empty());
  }

  public Recipe withEpochs(int other) {
    return with("epochs", other);
  }

  public Recipe withRate(float peak) {
    return with("peak", peak);
  }

  /** The same with another number in one place, of its own or of its parts. */
  public Recipe with(String name, double value) {
    return RecordPatch.with(this, name, value);
  }

  /**
   * @param epoch counted from 1
   */
  public boolean blends(int epoch) {
    return mixup > 0 && epoch <= mixupUntil * epochs;
  }

  /** Of a part: 0 to 1. */
  static void requireShare(String name, double value) {
    require(name, value, value >= 0 && value <= 1, "0 to 1");
  }

  private static void require(String name, double value, boolean holds, String range) {
    if (!holds) {
      throw new IllegalArgumentException("%s is %s: %s".formatted(name, value, range));
    }
  }
}
