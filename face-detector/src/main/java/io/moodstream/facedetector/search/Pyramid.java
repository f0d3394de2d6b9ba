package io.moodstream.facedetector.search;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.getRotationMatrix2D;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A gray frame at several scales: at level 0 the smallest face of interest has the side at which
 * the detector is reliable (the frame is enlarged where it is smaller), and each level has half the
 * scale of the one before. A face of any size is looked for at the level where its side is one to
 * two times that. Lives within a scope of the caller.
 */
public final class Pyramid {
  /** Level 0 is not larger, pixels: the smallest faces of an 8K frame are out of reach. */
  private static final int LONGEST_SIDE = 2400;

  /** A face at the border between two levels is looked for at both. */
  private static final double BORDER = 1.15;

  private final RegionFinder finder;
  private final Mat frame;
  private final double scale;
  private final List<Mat> levels = new ArrayList<>();
  private final int depth;

  private Pyramid(RegionFinder finder, Mat frame, double scale) {
    this.finder = finder;
    this.frame = frame;
    this.scale = scale;
    int depth = 1;
    while (Math.min(width(depth), height(depth)) >= finder.reliableSide()) {
      depth++;
    }
    this.depth = depth;
  }

  /**
   * @param smallestFace pixels of the frame
   */
  public static Pyramid of(Mat frame, int smallestFace, RegionFinder finder) {
    return new Pyramid(finder, frame, scale(frame.cols(), frame.rows(), smallestFace, finder));
  }

  private static double scale(int width, int height, int smallestFace, RegionFinder finder) {
    double wanted = (double) finder.reliableSide() / smallestFace;
    return Math.min(wanted, (double) LONGEST_SIDE / Math.max(width, height));
  }

  int depth() {
    return depth;
  }

  /** Level pixels for each frame pixel. */
  double scale(int level) {
    return scale / (1 << level);
  }

  int width(int level) {
    return Math.max(1, (int) Math.round(frame.cols() * scale(level)));
  }

  int height(int level) {
    return Math.max(1, (int) Math.round(frame.rows() * scale(level)));
  }

  /**
   * The level at which a face is looked for.
   *
   * @param side pixels of the frame
   */
  int level(double side) {
    double ratio = side * scale / finder.reliableSide();
    int level = (int) Math.floor(Math.log(Math.max(1, ratio)) / Math.log(2));
    return Math.min(depth - 1, level);
  }

  /** Half the side of the largest face of a level, in its pixels. */
  int halfLargest() {
    return (int) Math.ceil(finder.reliableSide() * BORDER);
  }

  Mat mat(int level) {
    while (levels.size() <= level) {
      int next = levels.size();
      Mat source = next == 0 ? frame : levels.get(next - 1);
      int width = width(next);
      int height = height(next);
      if (width == source.cols() && height == source.rows()) {
        levels.add(source);
      } else {
        var smaller = new Mat();
        // Averaging over areas is quick by halves only; it is not needed for less than that.
        int method = 2 * width > source.cols() + 1 ? INTER_LINEAR : INTER_AREA;
        resize(source, smaller, new Size(width, height), 0, 0, method);
        levels.add(smaller);
      }
    }
    return levels.get(level);
  }

  /**
   * Searches a part of a level for all faces of its sizes.
   *
   * @param part pixels of the level, inside it
   * @param roll degrees by which the heads are tilted
   * @return in pixels of the frame
   */
  List<Detection> search(int level, Rect part, double roll, RegionFinder.Effort effort) {
    int smallest = (int) Math.floor(finder.reliableSide() / (level == 0 ? 1.1 : BORDER));
    boolean last = level == depth - 1;
    int largest = last ? Math.max(part.width(), part.height()) : 2 * halfLargest();
    return search(level, part, roll, smallest, largest, effort);
  }

  /**
   * Looks for a face near a place.
   *
   * @param margin how far around it, in sides
   * @param growth by how much it may be larger or smaller, above 1
   */
  List<Detection> searchNear(Region face, double margin, double growth) {
    int level = level(face.side());
    Region near = face.widened(margin).scaled(scale(level));
    int left = (int) Math.max(0, near.left());
    int top = (int) Math.max(0, near.top());
    int right = (int) Math.min(width(level), Math.ceil(near.left() + near.side()));
    int bottom = (int) Math.min(height(level), Math.ceil(near.top() + near.side()));
    if (right - left < 8 || bottom - top < 8) {
      return List.of();
    }
    double side = face.side() * scale(level);
    return search(
        level,
        new Rect(left, top, right - left, bottom - top),
        face.roll(),
        (int) (side / growth),
        (int) Math.ceil(side * growth),
        RegionFinder.Effort.KNOWN);
  }

  private List<Detection> search(
      int level, Rect part, double roll, int smallest, int largest, RegionFinder.Effort effort) {
    List<Detection> found =
        roll == 0
            ? finder.find(new Mat(mat(level), part), smallest, largest, effort)
            : searchTurned(level, part, roll, smallest, largest, effort);
    double toFrame = 1 / scale(level);
    return found.stream()
        .map(face -> face.at(face.region().moved(part.x(), part.y()).scaled(toFrame)))
        .toList();
  }

  /** In pixels of the part. */
  private List<Detection> searchTurned(
      int level, Rect part, double roll, int smallest, int largest, RegionFinder.Effort effort) {
    var middle = new Point2f(part.width() / 2f, part.height() / 2f);
    // OpenCV turns counter-clockwise for positive angles: this makes the heads upright.
    Mat turn = getRotationMatrix2D(middle, roll, 1);
    var upright = new Mat();
    warpAffine(
        new Mat(mat(level), part),
        upright,
        turn,
        new Size(part.width(), part.height()),
        INTER_LINEAR,
        opencv_core.BORDER_REPLICATE,
        new Scalar(0));
    double angle = Math.toRadians(roll);
    return finder.find(upright, smallest, largest, effort).stream()
        .map(
            face -> {
              double dx = face.region().x() - middle.x();
              double dy = face.region().y() - middle.y();
              return face.at(
                  new Region(
                      middle.x() + dx * Math.cos(angle) - dy * Math.sin(angle),
                      middle.y() + dx * Math.sin(angle) + dy * Math.cos(angle),
                      face.region().side(),
                      face.region().roll() + roll,
                      face.region().turn()));
            })
        .toList();
  }
}
