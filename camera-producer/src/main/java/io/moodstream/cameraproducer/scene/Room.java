package io.moodstream.cameraproducer.scene;

import io.moodstream.cameraproducer.scene.face.Brush;
import io.moodstream.cameraproducer.scene.face.Grid;
import io.moodstream.cameraproducer.scene.face.Tone;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;

/** The room behind the people, out of focus. Made once. */
final class Room {
  private static final List<Color> WALLS =
      List.of(new Color(0xB9C4C4), new Color(0xD0BFA8), new Color(0xA9B7A6), new Color(0xBDB4C6));
  private static final List<Color> BOOKS =
      List.of(
          new Color(0x8E4B3B),
          new Color(0x3E5C76),
          new Color(0xC79A52),
          new Color(0x5F7A5A),
          new Color(0xE2D8C4),
          new Color(0x5A4A66));

  /** Drawn this much smaller and enlarged: that is what blurs it. */
  private static final int BLUR = 5;

  private static final int HEIGHT = 480;

  private final Random random;
  private final Color wall;

  private final double floor;

  /**
   * @param floor where it begins, as a share of the picture's height
   */
  Room(Random random, double floor) {
    this.random = random;
    this.floor = floor;
    this.wall = WALLS.get(random.nextInt(WALLS.size()));
  }

  /** Of {@code TYPE_3BYTE_BGR}. */
  BufferedImage image(int width, int height) {
    // Furniture is drawn for a picture of HEIGHT pixels, whatever the picture's size.
    double scale = (double) height / HEIGHT;
    int drawnWidth = (int) Math.round(width / scale);
    var small = new BufferedImage(drawnWidth / BLUR, HEIGHT / BLUR, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = Grid.smooth(small.createGraphics());
    graphics.scale(1.0 / BLUR, 1.0 / BLUR);
    furnish(graphics, drawnWidth, HEIGHT);
    graphics.dispose();
    var image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D enlarged = image.createGraphics();
    enlarged.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    enlarged.drawImage(small, 0, 0, width, height, null);
    enlarged.dispose();
    return image;
  }

  private void furnish(Graphics2D graphics, int width, int height) {
    graphics.setPaint(
        new GradientPaint(
            0, 0, Tone.lighter(wall, .35), width, height * .8f, Tone.darker(wall, .38)));
    graphics.fillRect(0, 0, width, height);
    boolean windowLeft = random.nextBoolean();
    window(graphics, windowLeft ? width * .05 : width * .62, height * .05, width * .3);
    shelf(graphics, windowLeft ? width * .6 : width * .05, height * .3, width * .34);
    plant(graphics, windowLeft ? width * .47 : width * .53, height * .75);
    graphics.setPaint(
        new GradientPaint(
            0,
            (float) (height * (floor - .06)),
            Tone.darker(new Color(0x7A5A42), .1),
            0,
            height,
            Tone.darker(new Color(0x7A5A42), .5)));
    graphics.fill(new Rectangle2D.Double(0, height * floor, width, height * (1 - floor)));
    Brush.softSpot(
        graphics, windowLeft ? 0 : width, 0, width * .9, height * 1.1, new Color(0xFFF4DC), .35);
  }

  private static void window(Graphics2D graphics, double x, double y, double size) {
    graphics.setColor(new Color(0xF3EEE4));
    graphics.fill(new Rectangle2D.Double(x - 8, y - 8, size + 16, size * 1.15 + 16));
    graphics.setPaint(
        new GradientPaint(
            (float) x,
            (float) y,
            new Color(0xCFE6F7),
            (float) x,
            (float) (y + size * 1.15),
            new Color(0xF6EFD9)));
    graphics.fill(new Rectangle2D.Double(x, y, size, size * 1.15));
    graphics.setColor(new Color(0x8FB089));
    graphics.fill(new Rectangle2D.Double(x, y + size * .85, size, size * .3));
    graphics.setColor(new Color(0xF3EEE4));
    graphics.fill(new Rectangle2D.Double(x + size / 2 - 4, y, 8, size * 1.15));
    graphics.fill(new Rectangle2D.Double(x, y + size * .55, size, 7));
  }

  private void shelf(Graphics2D graphics, double x, double y, double size) {
    for (int board = 0; board < 2; board++) {
      double top = y + board * 92;
      double at = x + 6;
      while (at < x + size - 24) {
        double thick = 9 + random.nextInt(12);
        double tall = 44 + random.nextInt(26);
        graphics.setColor(BOOKS.get(random.nextInt(BOOKS.size())));
        graphics.fill(new RoundRectangle2D.Double(at, top - tall, thick, tall, 3, 3));
        at += thick + 1 + (random.nextInt(5) == 0 ? 22 : 0);
      }
      graphics.setColor(new Color(0x7D5A3C));
      graphics.fill(new Rectangle2D.Double(x, top, size, 9));
    }
  }

  private void plant(Graphics2D graphics, double x, double y) {
    for (int leaf = 0; leaf < 11; leaf++) {
      double angle = Math.PI * (leaf + .5) / 11;
      double reach = 70 + random.nextInt(50);
      double tipX = x + Math.cos(angle) * reach * .8;
      double tipY = y - Math.sin(angle) * reach * 1.3;
      var path = new Path2D.Double();
      path.moveTo(x, y);
      path.quadTo((x + tipX) / 2 - 14, (y + tipY) / 2, tipX, tipY);
      path.quadTo((x + tipX) / 2 + 14, (y + tipY) / 2, x, y);
      graphics.setColor(Tone.mix(new Color(0x3E6B43), new Color(0x8DB06A), random.nextDouble()));
      graphics.fill(path);
    }
    graphics.setColor(new Color(0xB9734F));
    graphics.fill(new RoundRectangle2D.Double(x - 26, y - 6, 52, 60, 10, 10));
  }
}
