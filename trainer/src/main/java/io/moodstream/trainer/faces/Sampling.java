package io.moodstream.trainer.faces;

import io.moodstream.pipeline.frames.Pixels;

/** A face between its pixels. */
public final class Sampling {
  private static final int SIDE = Pixels.SIDE;

  private Sampling() {}

  /** Between the four neighbours; outside the face its edge goes on. */
  public static float bilinear(float[] face, double x, double y) {
    float inX = (float) Math.min(Math.max(x, 0), SIDE - 1);
    float inY = (float) Math.min(Math.max(y, 0), SIDE - 1);
    int column = Math.min((int) inX, SIDE - 2);
    int row = Math.min((int) inY, SIDE - 2);
    float right = inX - column;
    float down = inY - row;
    int at = row * SIDE + column;
    float upper = face[at] * (1 - right) + face[at + 1] * right;
    float lower = face[at + SIDE] * (1 - right) + face[at + SIDE + 1] * right;
    return upper * (1 - down) + lower * down;
  }
}
