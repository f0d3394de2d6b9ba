package io.moodstream.facedetector.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Rect;

/** Searches a picture wholly: every level, every angle, thoroughly. */
public final class WholeSearch {
  /** Detections that overlap more show one face. */
  private static final double SAME = 0.35;

  private WholeSearch() {}

  public static List<Detection> find(Pyramid pyramid, RegionFinder finder) {
    var found = new ArrayList<Detection>();
    for (double roll : finder.rolls()) {
      for (int level = 0; level < pyramid.depth(); level++) {
        var whole = new Rect(0, 0, pyramid.width(level), pyramid.height(level));
        found.addAll(pyramid.search(level, whole, roll, RegionFinder.Effort.THOROUGH));
      }
    }
    return withoutOverlaps(found);
  }

  /** Of detections that show one face, the surest. */
  static List<Detection> withoutOverlaps(List<Detection> detections) {
    var kept = new ArrayList<Detection>();
    detections.stream()
        .sorted(Comparator.comparingDouble(Detection::confidence).reversed())
        .forEach(
            face -> {
              if (kept.stream().noneMatch(other -> other.region().overlap(face.region()) > SAME)) {
                kept.add(face);
              }
            });
    return kept;
  }
}
