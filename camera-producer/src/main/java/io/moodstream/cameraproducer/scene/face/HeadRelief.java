package io.moodstream.cameraproducer.scene.face;

import java.awt.Color;
import java.awt.image.BufferedImage;

/**
 * The bare head at rest as a lit relief: the depth of every point is a sum of smooth bumps, its
 * normal gives its light. Made once for each person.
 */
public final class HeadRelief {
  static final double CHIN = 1.36;
  static final double CROWN = -1.42;
  private static final double WIDEST = -.3;
  private static final double EPSILON = .02;

  private final Look look;

  public HeadRelief(Look look) {
    this.look = look;
  }

  /** Half the head's width at a height; 0 above the crown and below the chin. */
  static double halfWidth(Look look, double y) {
    if (y < WIDEST) {
      double t = (WIDEST - y) / (WIDEST - CROWN);
      return t >= 1 ? 0 : Math.pow(1 - Math.pow(t, 2.4), 1 / 2.4);
    }
    double t = (y - WIDEST) / (CHIN - WIDEST);
    return t >= 1 ? 0 : Math.pow(1 - Math.pow(t, look.jaw()), .56);
  }

  /** Draws into {@code image}, whose pixels lie on {@code grid}. */
  public void paint(BufferedImage image, Grid grid) {
    for (int row = 0; row < image.getHeight(); row++) {
      for (int column = 0; column < image.getWidth(); column++) {
        double x = grid.x(column);
        double y = grid.y(row);
        double inside = (halfWidth(look, y) - Math.abs(x)) * grid.scale();
        // Near crown and chin the outline is flat: there the height decides.
        double within = Math.min(y - CROWN, CHIN - y) * grid.scale();
        double opacity = Math.max(0, Math.min(1, Math.min(inside, within) + .5));
        if (opacity > 0) {
          image.setRGB(column, row, Tone.channel(255 * opacity) << 24 | light(x, y));
        }
      }
    }
  }

  private int light(double x, double y) {
    double dx = (depth(x + EPSILON, y) - depth(x - EPSILON, y)) / (2 * EPSILON);
    double dy = (depth(x, y + EPSILON) - depth(x, y - EPSILON)) / (2 * EPSILON);
    double length = Math.sqrt(dx * dx + dy * dy + 1);
    double key = Math.max(0, (dx * .42 + dy * .52 + .74) / length);
    double fill = Math.max(0, (-dx * .8 + dy * .1 + .6) / length);
    double light = .4 + .58 * key + .12 * fill;
    double gloss = Math.pow(key, 26) * .16;
    double blush =
        .2 * (bump(x, y, .58, .38, .27, .2) + bump(x, y, -.58, .38, .27, .2))
            + .14 * bump(x, y, 0, .5, .16, .12);
    Color skin = Tone.mix(look.skin(), new Color(0xC4504A), Math.min(.3, blush));
    // Blood gives shaded skin its warmth: red fades last.
    int red = Tone.channel(skin.getRed() * Math.pow(light, .82) + 255 * gloss);
    int green = Tone.channel(skin.getGreen() * light + 255 * gloss);
    int blue = Tone.channel(skin.getBlue() * Math.pow(light, 1.08) + 255 * gloss);
    return red << 16 | green << 8 | blue;
  }

  /** Towards the viewer, face units. */
  private double depth(double x, double y) {
    double width = Math.max(.02, halfWidth(look, y));
    double across = Math.min(1, Math.abs(x) / width);
    double along = Math.min(1, Math.abs(y - .05) / 1.48);
    double skull =
        1.05
            * Math.sqrt(Math.max(0, 1 - Math.pow(across, 2.6)))
            * Math.pow(Math.max(0, 1 - along * along), .35);
    double nose =
        .2 * ridge(x, y)
            + .17 * bump(x, y, 0, .47, .12, .11)
            + .09 * (bump(x, y, .15, .53, .075, .07) + bump(x, y, -.15, .53, .075, .07));
    return skull
        + nose
        + pair(x, y, .42, -.03, .24, .15, -.13)
        + pair(x, y, .38, -.3, .3, .09, .05)
        + pair(x, y, .6, .3, .26, .2, .07)
        + .09 * bump(x, y, 0, .8, .34, .17)
        - .05 * bump(x, y, 0, 1.03, .2, .06)
        + .09 * bump(x, y, 0, 1.2, .2, .12)
        - .03 * bump(x, y, 0, .66, .04, .08);
  }

  /** The bridge of the nose: narrow, rising towards the tip. */
  private static double ridge(double x, double y) {
    double rise = Math.max(0, Math.min(1, (y + .25) / .7));
    double fall = y > .45 ? Math.exp(-square((y - .45) / .08)) : 1;
    return rise * fall * Math.exp(-square(x / (.075 + .06 * rise)));
  }

  private static double pair(
      double x, double y, double centreX, double centreY, double sx, double sy, double height) {
    return height * (bump(x, y, centreX, centreY, sx, sy) + bump(x, y, -centreX, centreY, sx, sy));
  }

  private static double bump(
      double x, double y, double centreX, double centreY, double sx, double sy) {
    return Math.exp(-square((x - centreX) / sx) - square((y - centreY) / sy));
  }

  private static double square(double value) {
    return value * value;
  }
}
