package io.moodstream.cameraproducer.scene.face;

import java.awt.Color;

/** Arithmetic of colours. */
public final class Tone {
  private Tone() {}

  /**
   * @param share 0 the one, 1 the other
   */
  public static Color mix(Color one, Color other, double share) {
    return new Color(
        channel(one.getRed() + (other.getRed() - one.getRed()) * share),
        channel(one.getGreen() + (other.getGreen() - one.getGreen()) * share),
        channel(one.getBlue() + (other.getBlue() - one.getBlue()) * share));
  }

  /**
   * @param opacity 0 to 1; clamped
   */
  static Color fade(Color color, double opacity) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), channel(255 * opacity));
  }

  public static Color darker(Color color, double share) {
    return mix(color, Color.BLACK, share);
  }

  public static Color lighter(Color color, double share) {
    return mix(color, Color.WHITE, share);
  }

  /** Rounded and clamped to 0 to 255. */
  static int channel(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }
}
