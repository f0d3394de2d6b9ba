package io.moodstream.cameraproducer.scene.face;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** Lips, teeth and tongue. */
public final class Mouth {
  private static final double Y = .8;
  private static final Color CAVITY = new Color(0x2E0C0E);
  private static final Color TEETH = new Color(0xF6F1E8);

  private final Look look;
  private final Grid grid;
  private final BufferedImage patch;

  public Mouth(Look look, Grid grid) {
    this.look = look;
    this.grid = grid;
    this.patch = grid.image();
  }

  /** Where the lips are under these muscles. */
  private record Lips(
      double half, double corner, double upper, double lower, double above, double below) {
    static Lips of(Look look, Muscles muscles) {
      double upper = Y + .35 * muscles.corner() - .07 * muscles.snarl() - .3 * muscles.open();
      double thin = 1 - .55 * muscles.press();
      return new Lips(
          .34 + muscles.width(),
          Y - muscles.corner() + .25 * muscles.open() * (muscles.corner() > 0 ? 0 : 1),
          upper,
          upper + muscles.open(),
          .075 * look.lip() * thin,
          .1 * look.lip() * thin);
    }

    /** From the left corner to the right through {@code middle}. */
    Path2D line(double middle, double roundness) {
      double control = corner + (middle - corner) / .75;
      var path = new Path2D.Double();
      path.moveTo(-half, corner);
      path.curveTo(-half * roundness, control, half * roundness, control, half, corner);
      return path;
    }

    Path2D between(Path2D there, Path2D back) {
      var path = new Path2D.Double(there);
      var mirrored = new Path2D.Double(back);
      // The way back is the mirrored line: every line here is symmetric.
      mirrored.transform(java.awt.geom.AffineTransform.getScaleInstance(-1, 1));
      path.append(mirrored, true);
      path.closePath();
      return path;
    }
  }

  public void paint(Graphics2D face, Muscles muscles) {
    Lips lips = Lips.of(look, muscles);
    double shout = muscles.corner() < 0 ? Math.min(1, muscles.open() / .2) : 0;
    double roundness = .62 + .2 * Math.max(0, -muscles.width()) / .1 + .26 * shout;
    Path2D upperInner = lips.line(lips.upper(), roundness);
    Path2D lowerInner = lips.line(lips.lower(), roundness);
    shadows(face, lips);
    if (muscles.open() > .01) {
      cavity(face, lips, muscles, lips.between(upperInner, lowerInner));
    }
    Path2D lowerOuter = lips.line(lips.lower() + lips.below(), Math.max(.6, roundness));
    face.setPaint(
        new GradientPaint(
            0,
            (float) lips.lower(),
            Tone.darker(look.lips(), .12),
            0,
            (float) (lips.lower() + lips.below()),
            Tone.mix(look.lips(), look.skin(), .35)));
    face.fill(lips.between(lowerOuter, lowerInner));
    face.setPaint(
        new GradientPaint(
            0,
            (float) (lips.upper() - lips.above()),
            Tone.mix(look.lips(), look.skin(), .2),
            0,
            (float) lips.upper(),
            Tone.darker(look.lips(), .3)));
    face.fill(lips.between(cupidsBow(lips), upperInner));
    Brush.softSpot(
        face, -.05, lips.lower() + lips.below() * .5, .12, lips.below() * .35, Color.WHITE, .3);
    double closed = Math.max(0, 1 - muscles.open() / .04);
    Brush.softLine(face, upperInner, CAVITY, .05, .35 + .6 * closed);
    for (int side : new int[] {-1, 1}) {
      Brush.softSpot(face, side * lips.half(), lips.corner(), .055, .05, CAVITY, .6);
    }
  }

  private static Path2D cupidsBow(Lips lips) {
    double top = lips.upper() - lips.above();
    double half = lips.half();
    var path = new Path2D.Double();
    path.moveTo(-half, lips.corner());
    path.curveTo(-half * .7, (lips.corner() + top) / 2, -.16, top - .012, -.075, top - .012);
    path.curveTo(-.04, top - .012, -.025, top + .018, 0, top + .018);
    path.curveTo(.025, top + .018, .04, top - .012, .075, top - .012);
    path.curveTo(.16, top - .012, half * .7, (lips.corner() + top) / 2, half, lips.corner());
    return path;
  }

  private void shadows(Graphics2D face, Lips lips) {
    Color shade = Tone.mix(look.skin(), new Color(0x3A1512), .7);
    double under = lips.lower() + lips.below() + .05;
    Brush.softSpot(face, 0, under, lips.half() * .75, .06, shade, .35);
  }

  private void cavity(Graphics2D face, Lips lips, Muscles muscles, Path2D opening) {
    Graphics2D inside = grid.graphics(patch);
    inside.setComposite(AlphaComposite.Clear);
    inside.fill(new java.awt.geom.Rectangle2D.Double(-.7, .4, 1.4, 1.2));
    inside.setComposite(AlphaComposite.SrcOver);
    inside.setColor(CAVITY);
    inside.fill(opening);
    inside.setComposite(AlphaComposite.SrcAtop);
    Brush.softSpot(
        inside,
        0,
        lips.lower() + .02,
        lips.half() * .6,
        .13,
        new Color(0xB4525A),
        muscles.open() > .2 ? .9 : .35);
    if (muscles.teeth() > .03) {
      teeth(inside, lips, muscles);
    }
    Brush.softSpot(inside, 0, lips.upper(), lips.half(), .05, Color.BLACK, .35);
    inside.dispose();
    var unscaled = (Graphics2D) face.create();
    unscaled.translate(-Grid.HALF_WIDTH, Grid.TOP);
    unscaled.scale(1 / grid.scale(), 1 / grid.scale());
    unscaled.drawImage(patch, 0, 0, null);
    unscaled.dispose();
  }

  private static void teeth(Graphics2D inside, Lips lips, Muscles muscles) {
    double height = Math.min(.17, muscles.open() * 1.1) * muscles.teeth();
    double half = lips.half() * .82;
    Path2D gum = lips.line(lips.upper() - .03, .7);
    Path2D edge = new Path2D.Double();
    double control = lips.corner() + (lips.upper() + height - lips.corner()) / .75;
    edge.moveTo(-half, lips.corner());
    edge.curveTo(-half * .75, control, half * .75, control, half, lips.corner());
    inside.setColor(TEETH);
    inside.fill(lips.between(gum, edge));
    inside.setColor(Tone.fade(new Color(0x8A7468), .35));
    inside.setStroke(Brush.round(.008));
    for (double x : new double[] {-.2, -.1, 0, .1, .2}) {
      inside.draw(Brush.arc(x, lips.upper() - .05, x, lips.upper(), x, lips.upper() + height));
    }
    Brush.softSpot(inside, -half, lips.upper() + .05, .14, .2, CAVITY, .7);
    Brush.softSpot(inside, half, lips.upper() + .05, .14, .2, CAVITY, .7);
  }
}
