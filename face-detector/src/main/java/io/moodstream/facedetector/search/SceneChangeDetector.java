package io.moodstream.facedetector.search;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Where and when a camera's picture has changed: the mean gray of each of its cells, half as wide
 * as the smallest face. Not thread-safe.
 */
final class SceneChangeDetector {
  /** Gray levels by which a cell's mean must differ; a camera's noise is far below. */
  private static final int CHANGE = 12;

  /** A picture of which more has changed at once shows another scene. */
  private static final double CUT = 0.6;

  private final int width;
  private final int height;
  private final int columns;
  private final int rows;

  /** What the cells were when they last changed. */
  private final byte[] cells;

  private final Instant[] changedAt;
  private boolean first = true;
  private boolean cut;

  /**
   * @param width of the frame, pixels
   * @param cell side of a cell, pixels of the frame
   */
  SceneChangeDetector(int width, int height, int cell, Instant start) {
    this.width = width;
    this.height = height;
    this.columns = Math.max(1, width / cell);
    this.rows = Math.max(1, height / cell);
    this.cells = new byte[columns * rows];
    this.changedAt = new Instant[columns * rows];
    Arrays.fill(changedAt, start);
  }

  boolean isOf(int frameWidth, int frameHeight) {
    return width == frameWidth && height == frameHeight;
  }

  /**
   * Within a scope of the caller.
   *
   * @param gray the frame at any scale
   * @param except changes inside of these regions do not count, pixels of the frame
   */
  void update(Mat gray, Instant at, List<Region> except) {
    var small = new Mat();
    resize(gray, small, new Size(columns, rows), 0, 0, INTER_AREA);
    byte[] now = new byte[columns * rows];
    small.data().get(now);
    int changed = 0;
    for (int i = 0; i < cells.length; i++) {
      if (first || Math.abs((now[i] & 0xff) - (cells[i] & 0xff)) > CHANGE) {
        changed++;
        cells[i] = now[i];
        if (!isInside(except, i)) {
          changedAt[i] = at;
        }
      }
    }
    cut = !first && changed > CUT * cells.length;
    first = false;
  }

  /** Whether the last picture shows another scene than the one before it. */
  boolean cut() {
    return cut;
  }

  /** Marks a region as changed. */
  void touch(Region region, Instant at) {
    for (int i = 0; i < cells.length; i++) {
      if (isInside(List.of(region), i)) {
        changedAt[i] = at;
      }
    }
  }

  /** The smallest rectangle, within {@code part}, of all cells that changed after a time. */
  Optional<Part> changedSince(Instant time, Part part) {
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right = -1;
    int bottom = -1;
    int firstColumn = (int) Math.max(0, Math.floor(part.left() * columns / width));
    int lastColumn = (int) Math.min(columns - 1, Math.ceil(part.right() * columns / width) - 1);
    int firstRow = (int) Math.max(0, Math.floor(part.top() * rows / height));
    int lastRow = (int) Math.min(rows - 1, Math.ceil(part.bottom() * rows / height) - 1);
    for (int row = firstRow; row <= lastRow; row++) {
      for (int column = firstColumn; column <= lastColumn; column++) {
        if (changedAt[row * columns + column].isAfter(time)) {
          left = Math.min(left, column);
          right = Math.max(right, column);
          top = Math.min(top, row);
          bottom = Math.max(bottom, row);
        }
      }
    }
    if (right < 0) {
      return Optional.empty();
    }
    double cellWidth = (double) width / columns;
    double cellHeight = (double) height / rows;
    return Optional.of(
        new Part(
            Math.max(part.left(), left * cellWidth),
            Math.max(part.top(), top * cellHeight),
            Math.min(part.right(), (right + 1) * cellWidth),
            Math.min(part.bottom(), (bottom + 1) * cellHeight)));
  }

  private boolean isInside(List<Region> regions, int cell) {
    int column = cell % columns;
    int row = cell / columns;
    double x = (column + 0.5) * width / columns;
    double y = (row + 0.5) * height / rows;
    return regions.stream().anyMatch(region -> region.contains(x, y));
  }
}
