package io.moodstream.facedetector.search;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** Looks for upright faces in a gray picture that the caller owns. One thread at a time. */
public sealed interface RegionFinder extends AutoCloseable permits HaarCascade, YuNetNetwork {
  /** How carefully a picture is searched. */
  enum Effort {
    /** For newcomers: quick; what it finds is looked at a second time before it counts. */
    QUICK,
    /** For a face that is known to be about here. */
    KNOWN,
    /** For pictures that are seen once. */
    THOROUGH
  }

  /**
   * @param smallest pixels
   * @param largest pixels
   */
  List<Detection> find(Mat gray, int smallest, int largest, Effort effort);

  /** The smallest face that this detector finds reliably, pixels. */
  int reliableSide();

  /**
   * The angles by which a picture is turned so that a head tilted by up to 30 degrees is found,
   * degrees; 0 comes first.
   */
  List<Double> rolls();

  @Override
  void close();
}
