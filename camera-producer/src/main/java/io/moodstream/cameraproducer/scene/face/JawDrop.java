package io.moodstream.cameraproducer.scene.face;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** Lets the lower face fall with the jaw by stretching what lies below the nose. */
public final class JawDrop {
  private static final double FROM = .5;
  private static final double TO = 1.05;

  private JawDrop() {}

  /**
   * @param head of {@code TYPE_INT_ARGB_PRE}
   * @param face of the same size; its rows from the nose down are overwritten
   * @param drop face units
   */
  public static void apply(BufferedImage head, BufferedImage face, Grid grid, double drop) {
    int[] from = ((DataBufferInt) head.getRaster().getDataBuffer()).getData();
    int[] to = ((DataBufferInt) face.getRaster().getDataBuffer()).getData();
    int width = grid.width();
    for (int row = grid.height() - 1; row >= 0 && grid.y(row) > FROM; row--) {
      double source = (before(grid.y(row), drop) - Grid.TOP) * grid.scale() - .5;
      int above = Math.max(0, Math.min(grid.height() - 2, (int) Math.floor(source)));
      int share = (int) Math.round(256 * Math.max(0, Math.min(1, source - above)));
      for (int column = 0; column < width; column++) {
        to[row * width + column] =
            mix(from[above * width + column], from[(above + 1) * width + column], share);
      }
    }
  }

  /** The height at rest of what the fall has brought to {@code y}. */
  private static double before(double y, double drop) {
    double stretched = TO - FROM + drop;
    return y > FROM + stretched ? y - drop : FROM + (y - FROM) * (TO - FROM) / stretched;
  }

  /**
   * @param share of 256 that the other gets
   */
  private static int mix(int one, int other, int share) {
    int even = 0x00ff00ff;
    int a = ((one & even) * (256 - share) + (other & even) * share) >>> 8 & even;
    int b = ((one >>> 8 & even) * (256 - share) + (other >>> 8 & even) * share) & ~even;
    return a | b;
  }
}
