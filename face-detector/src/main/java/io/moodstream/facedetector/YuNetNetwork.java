package io.moodstream.facedetector;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.moodstream.facedetector.DetectorSettings.YuNet;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.FaceDetectorYN;

/** YuNet (Wu et al., 2023), a small convolutional face detector. */
final class YuNetNetwork implements RegionFinder {
  private static final float SUPPRESSION_OVERLAP = 0.3f;
  private static final int MOST_CANDIDATES = 500;
  private static final int CPU = 0;

  /** x, y, width, height, five landmarks, score. */
  private static final int COLUMNS = 15;

  private final FaceDetectorYN network;
  private final int smallestFace;

  private YuNetNetwork(FaceDetectorYN network, int smallestFace) {
    this.network = network;
    this.smallestFace = smallestFace;
  }

  /**
   * @throws IllegalArgumentException if the file is missing or is no such network
   */
  static YuNetNetwork open(YuNet settings, int smallestFace) {
    byte[] model = ModelFile.read("YuNet model", settings.model());
    try {
      FaceDetectorYN network =
          FaceDetectorYN.create(
              "onnx",
              model,
              new byte[0],
              new Size(320, 320),
              (float) settings.score(),
              SUPPRESSION_OVERLAP,
              MOST_CANDIDATES,
              CPU,
              CPU);
      return new YuNetNetwork(network.retainReference(), smallestFace);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "YuNet model file %s is not an ONNX network that OpenCV can read"
              .formatted(settings.model()),
          e);
    }
  }

  @Override
  public List<Region> find(Mat gray) {
    var colour = new Mat();
    cvtColor(gray, colour, COLOR_GRAY2BGR);
    network.setInputSize(new Size(gray.cols(), gray.rows()));
    var found = new Mat();
    network.detect(colour, found);
    var regions = new ArrayList<Region>();
    if (!found.empty()) {
      FloatBuffer values = found.createBuffer();
      for (int row = 0; row < found.rows(); row++) {
        int at = row * COLUMNS;
        Region region =
            square(values.get(at), values.get(at + 1), values.get(at + 2), values.get(at + 3));
        if (region.side() >= smallestFace) {
          regions.add(region);
        }
      }
    }
    return regions;
  }

  private static Region square(double x, double y, double width, double height) {
    double side = height;
    return new Region(x + (width - side) / 2, y + (height - side) / 2, side);
  }

  @Override
  public void close() {
    network.close();
  }
}
