package io.moodstream.cameraproducer.scene.face;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/** Hair, made once: what lies behind the head and what lies before it. */
public final class Hair {
  private final Look look;
  private final Random random;

  public Hair(Look look, Random random) {
    this.look = look;
    this.random = random;
  }

  /** Behind head and neck. */
  public BufferedImage back(Grid grid) {
    BufferedImage image = grid.image();
    Graphics2D graphics = grid.graphics(image);
    switch (look.style()) {
      case SHORT, SWEPT -> {}
      case LONG -> fill(graphics, curtain(1.2, 2.05), .2);
      case BOB -> fill(graphics, curtain(1.22, 1.12), .2);
      case CURLY -> fill(graphics, curls(1.32, .95), .1);
      case BUN -> fill(graphics, new Area(Brush.oval(0, -1.55, .42, .36)), 0);
    }
    graphics.dispose();
    return image;
  }

  /** Before forehead and temples. */
  public BufferedImage front(Grid grid) {
    BufferedImage image = grid.image();
    Graphics2D graphics = grid.graphics(image);
    Shape shape =
        switch (look.style()) {
          case SHORT -> cap(.1, -.16, -.74, 0);
          case SWEPT -> cap(.16, -.1, -.72, .3);
          case BUN -> cap(.07, -.1, -.8, 0);
          case LONG -> parted(.55);
          case BOB -> parted(.75);
          case CURLY -> fringeOfCurls();
        };
    fill(graphics, shape, 0);
    graphics.dispose();
    return image;
  }

  /** The shape in the hair's colour, with strands and a gloss. */
  private void fill(Graphics2D graphics, Shape shape, double darker) {
    Color base = Tone.darker(look.hair(), darker);
    graphics.setComposite(AlphaComposite.SrcOver);
    graphics.setColor(base);
    graphics.fill(shape);
    graphics.setComposite(AlphaComposite.SrcAtop);
    boolean curly = look.style() == Look.HairStyle.CURLY;
    for (int strand = 0; strand < 420; strand++) {
      double across = random.nextDouble() * 2 - 1;
      double shade = random.nextDouble();
      graphics.setColor(
          Tone.fade(
              shade < .5 ? Tone.darker(base, .45) : Tone.lighter(base, .22), .1 + .25 * shade));
      graphics.setStroke(Brush.round(.012 + .02 * random.nextDouble()));
      graphics.draw(curly ? curl() : strand(across));
    }
    Brush.softSpot(graphics, -.45, -1.15, .6, .22, Color.WHITE, .16);
    Brush.softSpot(graphics, .9, -.2, .35, 1.1, Color.BLACK, .25);
    graphics.setComposite(AlphaComposite.SrcOver);
  }

  private Path2D strand(double across) {
    double wave = .05 * random.nextGaussian();
    double start = look.style() == Look.HairStyle.SWEPT ? -.45 : .12 * across;
    var path = new Path2D.Double();
    path.moveTo(start + .05 * random.nextGaussian(), -1.62);
    path.curveTo(across * 1.15 + wave, -1.5, across * 1.3 + wave, -.75, across * 1.2, .2 + wave);
    path.curveTo(across * 1.25, .9, across * 1.2 + wave, 1.4, across * 1.15, 2);
    return path;
  }

  private Shape curl() {
    double radius = .04 + .08 * random.nextDouble();
    return Brush.oval(
        (random.nextDouble() * 2 - 1) * 1.45, random.nextDouble() * 2.6 - 1.9, radius, radius);
  }

  /**
   * Skull and forehead.
   *
   * @param volume above the skull
   * @param temple where it ends at the sides
   * @param line the hairline's height at the middle
   * @param sweep how far the hairline leans to one side
   */
  private static Shape cap(double volume, double temple, double line, double sweep) {
    var path = new Path2D.Double();
    path.moveTo(-1.03, temple + .1);
    path.curveTo(-1.12 - volume, -.9, -.85, -1.5 - volume, 0, -1.5 - volume);
    path.curveTo(.85, -1.5 - volume, 1.12 + volume, -.9, 1.03, temple + .1);
    path.curveTo(.97, temple + .08, .93, temple - .05, .92, temple - .14);
    path.curveTo(.92, -.55, .84, line + .12 + sweep * .3, .7, line + sweep * .3);
    path.curveTo(.4, line - .2 + sweep * .5, -.1, line - .2, -.5, line - .1 - sweep * .25);
    path.curveTo(-.78, line + .02, -.92, -.5, -.92, temple - .14);
    path.curveTo(-.93, temple - .05, -.97, temple + .08, -1.03, temple + .1);
    path.closePath();
    return path;
  }

  /** Parted in the middle, falling along the cheeks. */
  private static Shape parted(double end) {
    var path = new Path2D.Double();
    path.moveTo(-1.2, end + .3);
    path.curveTo(-1.32, -.6, -1.05, -1.66, 0, -1.64);
    path.curveTo(1.05, -1.66, 1.32, -.6, 1.2, end + .3);
    path.curveTo(1.06, end + .2, .94, end - .1, .95, end - .45);
    path.curveTo(1, -.25, .85, -.7, .05, -1.08);
    path.curveTo(-.7, -.85, -1, -.25, -.95, end - .45);
    path.curveTo(-.94, end - .1, -1.06, end + .2, -1.2, end + .3);
    path.closePath();
    return path;
  }

  private static Shape curtain(double half, double end) {
    var path = new Path2D.Double();
    path.moveTo(-half * .8, end);
    path.curveTo(-half * 1.15, end - .4, -half * 1.05, -.2, -half, -.6);
    path.curveTo(-half * .9, -1.5, -.6, -1.66, 0, -1.66);
    path.curveTo(.6, -1.66, half * .9, -1.5, half, -.6);
    path.curveTo(half * 1.05, -.2, half * 1.15, end - .4, half * .8, end);
    path.closePath();
    return path;
  }

  private Area curls(double radius, double end) {
    var area = new Area(Brush.oval(0, -.55, radius * .9, radius * .95));
    for (double angle = -.25 * Math.PI; angle < 1.25 * Math.PI; angle += .16) {
      double x = Math.cos(angle) * radius * .93;
      double y = -.5 - Math.sin(angle) * radius * .97;
      if (y < end) {
        double size = .16 + .07 * random.nextDouble();
        area.add(new Area(Brush.oval(x, y, size, size)));
      }
    }
    return area;
  }

  private Area fringeOfCurls() {
    var area = new Area(cap(.2, -.25, -.78, 0));
    for (double x = -.84; x <= .84; x += .14) {
      double y = -.92 + .4 * x * x;
      double size = .12 + .05 * random.nextDouble();
      area.add(new Area(Brush.oval(x, y, size, size)));
    }
    return area;
  }
}
