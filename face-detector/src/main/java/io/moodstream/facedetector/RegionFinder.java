package io.moodstream.facedetector;

import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/** Looks for faces in a gray picture that the caller owns. One thread at a time. */
sealed interface RegionFinder extends AutoCloseable permits HaarCascade, YuNetNetwork {
  List<Region> find(Mat gray);

  /**
   * Looks only about faces that are known from an earlier picture of the same size.
   *
   * @return as many faces, or empty when not all of them were found or when this would not be
   *     quicker than {@link #find}
   */
  Optional<List<Region>> findAgain(Mat gray, List<Region> known);

  @Override
  void close();
}
