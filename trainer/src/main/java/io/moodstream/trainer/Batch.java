package io.moodstream.trainer;

import io.moodstream.trainer.faces.Votes;

/**
 * What one step learns from.
 *
 * @param images {@code [size, 48, 48, 1]}, row-major, in [0, 1]
 * @param targets {@code [size, 7]}, each row a distribution in model order
 * @param votes {@code [size, 10]}, each row a distribution over {@link Votes}' columns; empty where
 *     there are none
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Never compared: a batch is filled, used once and forgotten.
record Batch(int size, float[] images, float[] targets, float[] votes) {}
