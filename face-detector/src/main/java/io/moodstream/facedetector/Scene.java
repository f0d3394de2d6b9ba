package io.moodstream.facedetector;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** A picture at a glance: the mean gray of each of its cells of about 10 x 10 pixels. */
final class Scene {
  private static final int CELL = 10;

  /** Gray levels by which a cell's mean must differ; a camera's noise is far below. */
  private static final int CHANGE = 16;

  private final int width;
  private final int height;
  private final int columns;
  private final int rows;
  private final byte[] cells;

  private Scene(int width, int height, int columns, int rows, byte[] cells) {
    this.width = width;
    this.height = height;
    this.columns = columns;
    this.rows = rows;
    this.cells = cells;
  }

  /** Within a scope of the caller. */
  static Scene of(Mat gray) {
    int columns = Math.max(1, gray.cols() / CELL);
    int rows = Math.max(1, gray.rows() / CELL);
    var small = new Mat();
    resize(gray, small, new Size(columns, rows), 0, 0, INTER_AREA);
    byte[] cells = new byte[columns * rows];
    small.data().get(cells);
    return new Scene(gray.cols(), gray.rows(), columns, rows, cells);
  }

  /** Whether this is the same picture as {@code before}, but for what is inside the regions. */
  boolean resembles(Scene before, List<Region> except) {
    if (width != before.width || height != before.height) {
      return false;
    }
    for (int i = 0; i < cells.length; i++) {
      int change = Math.abs((cells[i] & 0xff) - (before.cells[i] & 0xff));
      if (change > CHANGE && !isInside(except, i)) {
        return false;
      }
    }
    return true;
  }

  private boolean isInside(List<Region> regions, int cell) {
    int column = cell % columns;
    int row = cell / columns;
    double x = (column + 0.5) * width / columns;
    double y = (row + 0.5) * height / rows;
    return regions.stream().anyMatch(region -> region.contains(x, y));
  }
}
