package io.moodstream.trainer;

/**
 * How a network is trained.
 *
 * @param dropLast whether the images that do not fill a batch wait for another epoch (with 28,709 images and batches of
 *     64: 448 steps an epoch)
 * @param statisticMomentum how much of a running mean stays after a step
 */
record Recipe(
    int epochs, int batch, Optimizer optimizer, float rate, float statisticMomentum, boolean dropLast) {
  static Recipe paper() {
    return new Recipe(50, 64, Optimizer.Adam.DEFAULT, 1e-4f, 0.9f, true);
  }
}
