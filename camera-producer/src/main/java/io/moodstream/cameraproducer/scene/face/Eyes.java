package io.moodstream.cameraproducer.scene.face;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** Eyes with lids, lashes, iris and highlight. */
public final class Eyes {
  public static final double X = .42;
  public static final double Y = -.02;
  private static final double HALF_WIDTH = .205;
  private static final double IRIS = .1;
  private static final Color WHITE = new Color(0xF4EFEA);
  private static final Color LASHES = new Color(0x1C1210);

  private final Look look;
  private final Grid grid;
  private final BufferedImage patch;

  public Eyes(Look look, Grid grid) {
    this.look = look;
    this.grid = grid;
    this.patch = grid.image();
  }

  /**
   * @param gazeX where the eyes look, face units from the middle
   */
  public void paint(Graphics2D face, Muscles muscles, double gazeX, double gazeY) {
    Graphics2D eyeballs = grid.graphics(patch);
    eyeballs.setComposite(AlphaComposite.Clear);
    eyeballs.fill(Brush.oval(0, Y, .8, .4));
    for (int side : new int[] {-1, 1}) {
      lid(face, side, muscles);
      eyeball(eyeballs, side, muscles, gazeX, gazeY);
    }
    eyeballs.dispose();
    var unscaled = (Graphics2D) face.create();
    unscaled.translate(-Grid.HALF_WIDTH, Grid.TOP);
    unscaled.scale(1 / grid.scale(), 1 / grid.scale());
    unscaled.drawImage(patch, 0, 0, null);
    unscaled.dispose();
    for (int side : new int[] {-1, 1}) {
      lashes(face, side, muscles);
    }
  }

  /** The skin of the upper lid, which shows as the eye closes. */
  private void lid(Graphics2D face, int side, Muscles muscles) {
    Color shade = Tone.mix(look.skin(), new Color(0x5A2A22), .32);
    Path2D lid = upper(side, 1.12);
    lid.append(reversedLower(side, muscles), true);
    lid.closePath();
    face.setColor(Tone.fade(shade, .75));
    face.fill(lid);
  }

  private void eyeball(Graphics2D eyeballs, int side, Muscles muscles, double gazeX, double gazeY) {
    double x = side * X + gazeX;
    double y = Y - .015 + gazeY;
    Path2D opening = upper(side, muscles.lids());
    opening.append(reversedLower(side, muscles), true);
    opening.closePath();
    eyeballs.setComposite(AlphaComposite.SrcOver);
    eyeballs.setColor(WHITE);
    eyeballs.fill(opening);
    // From here on only where the eye is open.
    eyeballs.setComposite(AlphaComposite.SrcAtop);
    Brush.softSpot(eyeballs, side * X, Y - .13, .3, .12, new Color(0x6B4A44), .55);
    float[] rings = {0f, .45f, .85f, 1f};
    Color[] iris = {
      Tone.lighter(look.iris(), .18),
      look.iris(),
      Tone.darker(look.iris(), .45),
      Tone.darker(look.iris(), .75)
    };
    eyeballs.setPaint(new RadialGradientPaint((float) x, (float) y, (float) IRIS, rings, iris));
    eyeballs.fill(Brush.oval(x, y, IRIS, IRIS));
    eyeballs.setColor(new Color(0x0C0808));
    eyeballs.fill(Brush.oval(x, y, .048, .048));
    Brush.softSpot(eyeballs, x, y - .1, .14, .07, Color.BLACK, .45);
    eyeballs.setColor(Tone.fade(Color.WHITE, .95));
    eyeballs.fill(Brush.oval(x - .035, y - .04, .024, .024));
    eyeballs.setColor(Tone.fade(Color.WHITE, .35));
    eyeballs.fill(Brush.oval(x + .04, y + .045, .018, .014));
  }

  private void lashes(Graphics2D face, int side, Muscles muscles) {
    Path2D edge = upper(side, muscles.lids());
    face.setColor(LASHES);
    face.setStroke(Brush.round(.038));
    face.draw(edge);
    Brush.softLine(face, upper(side, muscles.lids() + .18), Color.BLACK, .08, .3);
    Brush.softLine(
        face,
        upper(side, Math.max(.9, muscles.lids()) + .38),
        Tone.mix(look.skin(), new Color(0x3A1512), .75),
        .035,
        .55);
    var below = new Path2D.Double();
    below.append(reversedLower(side, muscles), false);
    Brush.softLine(face, below, new Color(0x4A2620), .035, .6);
  }

  /**
   * @param lids 0 on the lower lid, .7 at rest
   */
  private static Path2D upper(int side, double lids) {
    var path = new Path2D.Double();
    double closed = .045;
    path.moveTo(side * (X - HALF_WIDTH), Y + .03);
    path.curveTo(
        side * (X - .11), Y + closed - (.2 + closed) * lids,
        side * (X + .1), Y + closed - (.215 + closed) * lids,
        side * (X + HALF_WIDTH), Y - .01);
    return path;
  }

  private static Path2D reversedLower(int side, Muscles muscles) {
    double sag = .1 - .075 * muscles.squint();
    var path = new Path2D.Double();
    path.moveTo(side * (X + HALF_WIDTH), Y - .01);
    path.curveTo(
        side * (X + .12), Y + sag, side * (X - .08), Y + sag, side * (X - HALF_WIDTH), Y + .03);
    return path;
  }
}
