package io.moodstream.facedetector;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.moodstream.facedetector.DetectorSettings.YuNet;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.FaceDetectorYN;

/** YuNet (Wu et al., 2023), a small convolutional face detector. */
final class YuNetNetwork implements RegionFinder {
  private static final float SUPPRESSION_OVERLAP = 0.3f;
  private static final int MOST_CANDIDATES = 500;
  private static final int CPU = 0;

  /** Of the version number with which every ONNX file begins. */
  private static final byte ONNX_FIRST_BYTE = 8;

  // Medians of the cascade's squares over YuNet's boxes of the same faces: 148 frames of three
  // people, and 700 pictures of FER-2013 with that set's own frame instead of the cascade's.
  private static final double SIDE = 1.06;
  private static final double RISE = 0.035;

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
      var yunet = new YuNetNetwork(network(model, (float) settings.score()), smallestFace);
      // Another network is taken without complaint, and fails at its first picture.
      NativeScope.within(() -> yunet.find(new Mat(320, 320, CV_8UC1, new Scalar(128))));
      return yunet;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "YuNet model file %s is not the face detector in ONNX form that OpenCV reads"
              .formatted(settings.model()),
          e);
    }
  }

  private static FaceDetectorYN network(byte[] model, float score) {
    if (model.length == 0 || model[0] != ONNX_FIRST_BYTE) {
      throw new IllegalArgumentException("not ONNX");
    }
    return FaceDetectorYN.create(
            "onnx",
            model,
            new byte[0],
            new Size(320, 320),
            score,
            SUPPRESSION_OVERLAP,
            MOST_CANDIDATES,
            CPU,
            CPU)
        .retainReference();
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

  /** The whole is searched as quickly. */
  @Override
  public Optional<List<Region>> findAgain(Mat gray, List<Region> known) {
    return Optional.empty();
  }

  /**
   * YuNet's boxes hold the whole head and are higher than wide; what the classifier learned from is
   * a square about the face.
   */
  private static Region square(double x, double y, double width, double height) {
    double side = SIDE * Math.sqrt(width * height);
    double middle = y + height / 2 - RISE * height;
    return new Region(x + (width - side) / 2, middle - side / 2, side);
  }

  @Override
  public void close() {
    network.close();
  }
}
