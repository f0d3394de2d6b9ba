package io.moodstream.facedetector;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** Looks for faces in a gray picture that the caller owns. One thread at a time. */
sealed interface RegionFinder extends AutoCloseable permits HaarCascade, YuNetNetwork {
  List<Region> find(Mat gray);

  @Override
  void close();
}
