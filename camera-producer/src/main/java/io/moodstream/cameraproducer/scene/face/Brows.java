package io.moodstream.cameraproducer.scene.face;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;

/** Brows, and what they do to the skin around them. */
public final class Brows {
  private final Look look;

  public Brows(Look look) {
    this.look = look;
  }

  public void paint(Graphics2D face, Muscles muscles) {
    Color hair = Tone.mix(look.hair(), new Color(0x1A1210), .45);
    for (int side : new int[] {-1, 1}) {
      for (int layer = 0; layer < 3; layer++) {
        face.setColor(Tone.fade(hair, .42));
        face.fill(brow(side, muscles, look.brow() * (1.25 - .25 * layer)));
      }
    }
    Color crease = Tone.mix(look.skin(), new Color(0x4A1A14), .75);
    for (int side : new int[] {-1, 1}) {
      Brush.softLine(
          face,
          Brush.arc(side * .045, -.46, side * .065, -.34, side * .05, -.2),
          crease,
          .045,
          .75 * muscles.frown());
    }
    double raised = Math.max(0, (muscles.innerBrow() + Math.max(0, muscles.outerBrow())) * 2);
    for (int line = 0; line < 3; line++) {
      double y = -.58 - .13 * line;
      double half = .46 - .06 * line;
      Brush.softLine(
          face,
          Brush.arc(-half, y + .03, 0, y - .02 * muscles.innerBrow(), half, y + .03),
          crease,
          .04,
          .3 * Math.min(1, raised));
    }
  }

  private static Path2D brow(int side, Muscles muscles, double thickness) {
    double innerX = .17 - .05 * muscles.frown();
    double innerY = -.255 - muscles.innerBrow();
    double middleY = -.325 - .45 * muscles.innerBrow() - .55 * muscles.outerBrow();
    double outerY = -.235 - muscles.outerBrow();
    double half = .04 * thickness;
    var path = new Path2D.Double();
    path.moveTo(side * innerX, innerY - half * .8);
    path.curveTo(
        side * .3, mix(innerY, middleY, .75) - half * 1.2,
        side * .48, middleY - half * 1.2,
        side * .72, outerY);
    path.curveTo(
        side * .5, middleY + half * .7,
        side * .32, mix(innerY, middleY, .75) + half,
        side * innerX, innerY + half * 1.1);
    path.closePath();
    return path;
  }

  private static double mix(double a, double b, double share) {
    return a + (b - a) * share;
  }
}
