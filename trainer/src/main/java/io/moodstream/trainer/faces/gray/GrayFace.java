package io.moodstream.trainer.faces.gray;

import io.moodstream.pipeline.frames.Pixels;

/** A face's gray values as numbers to compute with, 0 black to 255 white, and back. */
public final class GrayFace {
  private GrayFace() {}

  public static float[] of(Pixels face) {
    float[] grays = new float[Pixels.COUNT];
    for (int i = 0; i < grays.length; i++) {
      grays[i] = face.at(i);
    }
    return grays;
  }

  /** As in a mirror. */
  public static Pixels mirrored(Pixels face) {
    byte[] values = new byte[Pixels.COUNT];
    for (int i = 0; i < values.length; i++) {
      int row = i / Pixels.SIDE;
      int column = i % Pixels.SIDE;
      values[i] = (byte) face.at(row * Pixels.SIDE + Pixels.SIDE - 1 - column);
    }
    return new Pixels(values);
  }

  /** Rounded, and cut to the range. */
  public static Pixels pixels(float[] grays) {
    byte[] values = new byte[grays.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) Math.min(255, Math.max(0, Math.round(grays[i])));
    }
    return new Pixels(values);
  }
}
