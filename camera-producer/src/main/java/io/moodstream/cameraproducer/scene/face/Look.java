package io.moodstream.cameraproducer.scene.face;

import java.awt.Color;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How a person looks.
 *
 * @param jaw 2 pointed to 3 square
 * @param longFace height of the head against the usual, about 1
 * @param brow thickness of the brows against the usual, about 1
 * @param lip fullness of the lips against the usual, about 1
 */
public record Look(
    Color skin,
    Color hair,
    HairStyle style,
    Color iris,
    Color lips,
    Color cloth,
    Neckline neckline,
    double jaw,
    double longFace,
    double brow,
    double lip) {
  enum HairStyle {
    SHORT,
    SWEPT,
    LONG,
    BOB,
    CURLY,
    BUN
  }

  public enum Neckline {
    CREW,
    SHIRT,
    V_NECK
  }

  static final List<Color> SKINS =
      List.of(
          new Color(0xF2CDB3),
          new Color(0xE3AE8B),
          new Color(0xC98F68),
          new Color(0xA9714B),
          new Color(0xEDC3A0),
          new Color(0x8A5A3C));
  static final List<Color> HAIRS =
      List.of(
          new Color(0x2A1D17),
          new Color(0x4A2F1E),
          new Color(0x17151A),
          new Color(0x6B3F22),
          new Color(0x3A2A22),
          new Color(0x201714));
  private static final List<Color> IRISES =
      List.of(new Color(0x5B3A21), new Color(0x3F6B7E), new Color(0x51683C), new Color(0x3E2716));
  private static final List<Color> CLOTHES =
      List.of(
          new Color(0x2F6F73),
          new Color(0xB5523B),
          new Color(0x3D4F7C),
          new Color(0xC9A24B),
          new Color(0x6D4C7D),
          new Color(0x4F7A52),
          new Color(0x8C3B4A));

  /**
   * @param number of the person in the scene, from 0: people of one scene differ in every colour
   * @param offset of the scene in the palettes
   */
  public static Look of(RandomGenerator random, int number, int offset) {
    HairStyle[] styles = HairStyle.values();
    HairStyle style = styles[(number * 5 + offset) % styles.length];
    boolean strong = style == HairStyle.SHORT || style == HairStyle.SWEPT;
    Color skin = pick(SKINS, number * 5 + offset);
    return new Look(
        skin,
        pick(HAIRS, number + offset * 2),
        style,
        pick(IRISES, number + offset),
        Tone.mix(
            Tone.mix(skin, new Color(0xB03A48), strong ? .3 : .52), Color.BLACK, strong ? .1 : .05),
        pick(CLOTHES, number * 3 + offset),
        Neckline.values()[(number + offset) % Neckline.values().length],
        strong ? random.nextDouble(2.55, 2.9) : random.nextDouble(2.15, 2.4),
        random.nextDouble(.97, 1.04),
        strong ? random.nextDouble(1.15, 1.4) : random.nextDouble(.8, 1),
        strong ? random.nextDouble(.8, .95) : random.nextDouble(1, 1.2));
  }

  private static Color pick(List<Color> palette, int number) {
    return palette.get(number % palette.size());
  }
}
