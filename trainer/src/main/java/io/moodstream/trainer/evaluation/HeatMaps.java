package io.moodstream.trainer.evaluation;

import io.moodstream.pipeline.frames.Expression;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Maps of a face, one beside the other, each with the outline of a face for orientation (a
 * photograph stands nowhere).
 */
final class HeatMaps {
  private static final int MAP = 220;
  private static final int GAP = 24;
  private static final int TITLE = 28;
  private static final int IN_A_ROW = 4;

  private HeatMaps() {}

  /**
   * As a PNG.
   *
   * @param maps values from 0 on, {@code [row][column]}; each map is coloured up to its own largest
   *     value
   */
  static byte[] picture(Map<Expression, double[][]> maps) {
    int rows = (maps.size() + IN_A_ROW - 1) / IN_A_ROW;
    BufferedImage image =
        new BufferedImage(
            GAP + IN_A_ROW * (MAP + GAP),
            GAP + rows * (MAP + TITLE + GAP),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, image.getWidth(), image.getHeight());
    pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    int index = 0;
    for (Map.Entry<Expression, double[][]> map : maps.entrySet()) {
      int left = GAP + index % IN_A_ROW * (MAP + GAP);
      int top = GAP + index / IN_A_ROW * (MAP + TITLE + GAP);
      draw(pen, map.getKey(), map.getValue(), left, top);
      index++;
    }
    pen.dispose();
    try (ByteArrayOutputStream png = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", png);
      return png.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void draw(
      Graphics2D pen, Expression expression, double[][] map, int left, int top) {
    double largest = Arrays.stream(map).flatMapToDouble(Arrays::stream).max().orElse(0);
    pen.setColor(Color.BLACK);
    pen.drawString(
        String.format(Locale.ROOT, "%s (up to −%.2f)", expression.label(), largest),
        left,
        top + TITLE - 10);
    int under = top + TITLE;
    for (int y = 0; y < MAP; y++) {
      for (int x = 0; x < MAP; x++) {
        double value = between(map, (double) y / (MAP - 1), (double) x / (MAP - 1));
        pen.setColor(colour(largest == 0 ? 0 : value / largest));
        pen.fillRect(left + x, under + y, 1, 1);
      }
    }
    outline(pen, left, under);
  }

  private static double between(double[][] map, double down, double across) {
    double y = down * (map.length - 1);
    double x = across * (map[0].length - 1);
    int row = Math.min((int) y, map.length - 2);
    int column = Math.min((int) x, map[0].length - 2);
    double upper = map[row][column] * (column + 1 - x) + map[row][column + 1] * (x - column);
    double lower =
        map[row + 1][column] * (column + 1 - x) + map[row + 1][column + 1] * (x - column);
    return upper * (row + 1 - y) + lower * (y - row);
  }

  /** White over yellow and red to dark red. */
  private static Color colour(double part) {
    double cut = Math.min(1, Math.max(0, part));
    int red = (int) (255 - 115 * Math.max(0, cut - 0.66) / 0.34);
    int green = (int) (255 * Math.max(0, 1 - cut * 1.25));
    int blue = (int) (235 * Math.max(0, 1 - cut * 2.5));
    return new Color(red, green, blue);
  }

  /** Where eyes, nose and mouth are in FER-2013's crops, roughly. */
  private static void outline(Graphics2D pen, int left, int top) {
    pen.setColor(new Color(60, 60, 60));
    pen.setStroke(new BasicStroke(1.3f));
    pen.draw(new Ellipse2D.Double(left + 0.12 * MAP, top + 0.01 * MAP, 0.76 * MAP, 0.98 * MAP));
    for (double eye : new double[] {0.31, 0.69}) {
      pen.draw(
          new Ellipse2D.Double(
              left + (eye - 0.085) * MAP, top + 0.36 * MAP, 0.17 * MAP, 0.075 * MAP));
    }
    Path2D nose = new Path2D.Double();
    nose.moveTo(left + 0.5 * MAP, top + 0.42 * MAP);
    nose.lineTo(left + 0.44 * MAP, top + 0.62 * MAP);
    nose.lineTo(left + 0.54 * MAP, top + 0.62 * MAP);
    pen.draw(nose);
    pen.draw(new Ellipse2D.Double(left + 0.34 * MAP, top + 0.74 * MAP, 0.32 * MAP, 0.075 * MAP));
  }
}
