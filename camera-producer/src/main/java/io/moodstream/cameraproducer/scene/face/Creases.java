package io.moodstream.cameraproducer.scene.face;

import java.awt.Color;
import java.awt.Graphics2D;

/** Folds and cheeks: what an expression does to the skin between the features. */
public final class Creases {
  private final Look look;

  public Creases(Look look) {
    this.look = look;
  }

  public void paint(Graphics2D face, Muscles muscles) {
    Color fold = Tone.mix(look.skin(), new Color(0x4A1A14), .7);
    double smile = Math.max(0, muscles.corner()) / .15;
    double frown = Math.max(0, -muscles.corner()) / .13;
    for (int side : new int[] {-1, 1}) {
      double lift = .06 * smile;
      Brush.softSpot(
          face,
          side * .57,
          .33 - lift,
          .26,
          .18,
          Tone.lighter(look.skin(), .35),
          .3 * Math.max(smile, .7 * muscles.squint()));
      Brush.softSpot(face, side * .56, .42 - lift, .22, .14, new Color(0xD0524A), .16 * smile);
      double strength = Math.max(smile, muscles.snarl());
      Brush.softLine(
          face,
          Brush.arc(
              side * .2,
              .47,
              side * (.36 + .03 * smile),
              .56,
              side * (.44 + .08 * smile),
              .74 - .02 * smile),
          fold,
          .07,
          .14 + .5 * Math.min(1, strength));
      Brush.softLine(
          face,
          Brush.arc(side * .4, .86, side * .45, .95, side * .46, 1.05),
          fold,
          .06,
          .45 * Math.min(1, frown));
      Brush.softLine(
          face,
          Brush.arc(side * .25, .11, side * .43, .15, side * .62, .08),
          fold,
          .045,
          .15 + .35 * muscles.squint());
      Brush.softLine(
          face, Brush.arc(side * .66, .02, side * .73, .05, side * .8, .03), fold, .03, .3 * smile);
      for (double y : new double[] {-.02, .08, .18}) {
        Brush.softLine(
            face,
            Brush.arc(side * .13, y, side * .08, y + .035, side * .02, y + .05),
            fold,
            .04,
            .5 * muscles.snarl());
      }
    }
  }
}
