package io.moodstream.cameraproducer.scene;

import io.moodstream.cameraproducer.scene.face.Brush;
import io.moodstream.cameraproducer.scene.face.Grid;
import io.moodstream.cameraproducer.scene.face.Look;
import io.moodstream.cameraproducer.scene.face.Tone;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** Neck, shoulders and clothes, made once. */
final class Torso {
  private static final double HALF_WIDTH = 2.5;
  private static final double TOP = .5;

  private final Look look;
  private final double scale;
  private final double bottom;

  /**
   * @param scale pixels for a face unit
   * @param bottom where the picture ends, face units below the eyes
   */
  Torso(Look look, double scale, double bottom) {
    this.look = look;
    this.scale = scale;
    this.bottom = bottom;
  }

  /** Where the picture's left top lies, face units. */
  static double left() {
    return -HALF_WIDTH;
  }

  static double top() {
    return TOP;
  }

  BufferedImage image() {
    var image =
        new BufferedImage(
            (int) Math.ceil(2 * HALF_WIDTH * scale),
            (int) Math.ceil((bottom - TOP) * scale),
            BufferedImage.TYPE_INT_ARGB_PRE);
    Graphics2D graphics = Grid.smooth(image.createGraphics());
    graphics.scale(scale, scale);
    graphics.translate(HALF_WIDTH, -TOP);
    neck(graphics);
    clothes(graphics);
    graphics.dispose();
    return image;
  }

  private void neck(Graphics2D graphics) {
    var neck = new Path2D.Double();
    neck.moveTo(-.6, TOP);
    neck.curveTo(-.52, 1.3, -.52, 1.5, -.62, 1.75);
    neck.curveTo(-.8, 1.95, -1, 2, -1.2, 2.1);
    neck.lineTo(0, 2.9);
    neck.lineTo(1.2, 2.1);
    neck.curveTo(1, 2, .8, 1.95, .62, 1.75);
    neck.curveTo(.52, 1.5, .52, 1.3, .6, TOP);
    neck.closePath();
    graphics.setColor(Tone.darker(look.skin(), .16));
    graphics.fill(neck);
    graphics.setComposite(AlphaComposite.SrcAtop);
    Color shade = Tone.mix(look.skin(), new Color(0x3A1512), .75);
    Brush.softSpot(graphics, .1, 1.2, .95, .75, shade, 1);
    Brush.softSpot(graphics, .05, 1.2, .8, .45, shade, .7);
    Brush.softSpot(graphics, .6, 1.6, .3, .7, shade, .5);
    Brush.softSpot(graphics, -.62, 1.5, .2, .7, shade, .4);
    Brush.softSpot(graphics, -.3, 2.05, .5, .2, Tone.lighter(look.skin(), .2), .4);
    graphics.setComposite(AlphaComposite.SrcOver);
  }

  private void clothes(Graphics2D graphics) {
    Path2D cloth = shoulders();
    graphics.setPaint(
        new GradientPaint(
            -1.6f,
            1.9f,
            Tone.lighter(look.cloth(), .12),
            1.6f,
            4.6f,
            Tone.darker(look.cloth(), .45)));
    graphics.fill(cloth);
    Color dark = Tone.darker(look.cloth(), .6);
    graphics.setComposite(AlphaComposite.SrcAtop);
    Color bright = Tone.lighter(look.cloth(), .4);
    Brush.softSpot(graphics, -1.35, 2.5, .7, .45, bright, .4);
    Brush.softSpot(graphics, -.5, 3.3, .9, .8, bright, .16);
    Brush.softSpot(graphics, 1.9, 3.4, .8, 1.9, dark, .55);
    for (int side : new int[] {-1, 1}) {
      // Between arm and chest, and what the collar pulls.
      Brush.softSpot(graphics, side * 1.5, 4.4, .16, 1.5, dark, .4);
      Brush.softLine(
          graphics, Brush.arc(side * 1.42, 3.3, side * 1.05, 3.45, side * .7, 3.3), dark, .2, .16);
      Brush.softLine(
          graphics, Brush.arc(side * 1.5, 3.6, side * 1.2, 3.9, side * 1.05, 4.3), dark, .2, .16);
    }
    graphics.setComposite(AlphaComposite.SrcOver);
    switch (look.neckline()) {
      case CREW -> {
        Path2D collar = Brush.arc(-.72, 1.86, 0, 2.22, .72, 1.86);
        Brush.softLine(graphics, Brush.arc(-.74, 1.92, 0, 2.32, .74, 1.92), dark, .1, .6);
        graphics.setColor(Tone.lighter(look.cloth(), .1));
        graphics.setStroke(Brush.round(.09));
        graphics.draw(collar);
      }
      case V_NECK -> {
        for (int side : new int[] {-1, 1}) {
          graphics.setColor(Tone.lighter(look.cloth(), .12));
          graphics.setStroke(Brush.round(.1));
          graphics.draw(Brush.arc(side * .7, 1.84, side * .42, 2.25, 0, 2.75));
        }
      }
      case SHIRT -> {
        for (int side : new int[] {-1, 1}) {
          collarWing(graphics, side, dark);
        }
        Brush.softLine(graphics, Brush.arc(0, 2.5, 0, 3.5, 0, 5), dark, .05, .6);
      }
    }
  }

  private void collarWing(Graphics2D graphics, int side, Color dark) {
    var wing = new Path2D.Double();
    wing.moveTo(side * .66, 1.6);
    wing.lineTo(side * .84, 1.92);
    wing.lineTo(side * .5, 2.62);
    wing.lineTo(side * .02, 2.36);
    wing.curveTo(side * .3, 2.2, side * .5, 2, side * .66, 1.6);
    wing.closePath();
    Brush.softLine(graphics, wing, dark, .1, .6);
    graphics.setColor(Tone.lighter(look.cloth(), side < 0 ? .3 : .18));
    graphics.fill(wing);
  }

  private Path2D shoulders() {
    double depth =
        switch (look.neckline()) {
          case CREW -> 2.22;
          case SHIRT -> 2.4;
          case V_NECK -> 2.75;
        };
    var path = new Path2D.Double();
    path.moveTo(-.72, 1.84);
    if (look.neckline() == Look.Neckline.CREW) {
      path.quadTo(0, 2 * depth - 1.84, .72, 1.84);
    } else {
      path.lineTo(0, depth);
      path.lineTo(.72, 1.84);
    }
    path.curveTo(1.1, 2.02, 1.5, 2.08, 1.75, 2.25);
    path.curveTo(2.2, 2.5, 2.3, 3.2, 2.42, bottom);
    path.lineTo(-2.42, bottom);
    path.curveTo(-2.3, 3.2, -2.2, 2.5, -1.75, 2.25);
    path.curveTo(-1.5, 2.08, -1.1, 2.02, -.72, 1.84);
    path.closePath();
    return path;
  }
}
