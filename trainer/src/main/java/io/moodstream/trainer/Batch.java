package io.moodstream.trainer;

/**
 * What one step learns from.
 *
 * @param images {@code [size, 48, 48, 1]}, row-major, in [0, 1]
 * @param targets {@code [size, 7]}, each row a distribution in model order
 */
@SuppressWarnings("ArrayRecordComponent")
record Batch(int size, float[] images, float[] targets) {}
