package io.moodstream.facedetector.search;

import io.moodstream.facedetector.search.DetectorSettings.Haar;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.bytedeco.opencv.opencv_core.Mat;

/** The comparison of a frame with the one before, alone, to be timed. */
public final class SceneStep implements AutoCloseable {
  private final Map<Integer, SceneChangeDetector> scenes = new HashMap<>();
  private final RegionFinder finder = HaarCascade.open(Haar.DEFAULT);
  private final DetectorSettings settings;

  public SceneStep(DetectorSettings settings) {
    this.settings = settings;
  }

  /**
   * Within a scope of the caller, who owns {@code gray}. The smaller picture is made before,
   * because the search needs it as well.
   *
   * @param nanoTime a clock
   * @return how long it took, ns
   */
  public long time(int camera, Mat gray, Instant at, LongSupplier nanoTime) {
    int smallestFace = settings.smallestFaceIn(gray.cols());
    SceneChangeDetector scene =
        scenes.computeIfAbsent(
            camera,
            number ->
                new SceneChangeDetector(
                    gray.cols(), gray.rows(), Math.max(1, smallestFace / 2), at));
    Pyramid pyramid = Pyramid.of(gray, smallestFace, finder);
    Mat small = pyramid.mat(Math.min(2, pyramid.depth() - 1));
    long start = nanoTime.getAsLong();
    scene.update(small, at, List.of());
    return nanoTime.getAsLong() - start;
  }

  @Override
  public void close() {
    finder.close();
  }
}
