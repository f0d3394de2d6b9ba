package io.moodstream.facedetector.search;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.moodstream.facedetector.search.DetectorSettings.YuNet;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.FaceDetectorYN;

/** YuNet (Wu et al., 2023), a small convolutional face detector. */
public final class YuNetNetwork implements RegionFinder {
  static {
    OpenCv.load();
  }

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

  private static final int SCORE = 14;
  private static final int RELIABLE = 20;

  /** Degrees; a smaller roll is not worth an interpolated crop. */
  private static final double UPRIGHT = 6;

  private final FaceDetectorYN network;

  private YuNetNetwork(FaceDetectorYN network) {
    this.network = network;
  }

  /**
   * @throws IllegalArgumentException if the file is missing or is not such a network
   */
  public static YuNetNetwork open(YuNet settings) {
    byte[] model = ModelFile.read("YuNet model", settings.model());
    try {
      var yunet = new YuNetNetwork(network(model, (float) settings.score()));
      // Another network is taken without complaint, and fails at its first picture.
      NativeScope.within(
          () -> yunet.find(new Mat(320, 320, CV_8UC1, new Scalar(128)), 20, 320, Effort.THOROUGH));
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
  public List<Detection> find(Mat gray, int smallest, int largest, Effort effort) {
    var colour = new Mat();
    cvtColor(gray, colour, COLOR_GRAY2BGR);
    network.setInputSize(new Size(gray.cols(), gray.rows()));
    var found = new Mat();
    network.detect(colour, found);
    var faces = new ArrayList<Detection>();
    if (!found.empty()) {
      FloatBuffer values = found.createBuffer();
      for (int row = 0; row < found.rows(); row++) {
        float[] face = new float[COLUMNS];
        values.get(row * COLUMNS, face);
        Region region = square(face);
        if (region.side() >= smallest && region.side() <= largest) {
          faces.add(new Detection(region, face[SCORE]));
        }
      }
    }
    return faces;
  }

  @Override
  public int reliableSide() {
    return RELIABLE;
  }

  /** The network itself finds tilted heads. */
  @Override
  public List<Double> rolls() {
    return List.of(0.0);
  }

  /**
   * YuNet's boxes hold the whole head and are higher than wide; what the classifier learned from is
   * a square about the face. The eyes give the roll.
   */
  private static Region square(float[] face) {
    double side = SIDE * Math.sqrt(face[2] * face[3]);
    double roll = Math.toDegrees(Math.atan2(face[7] - face[5], face[6] - face[4]));
    return new Region(
        face[0] + face[2] / 2,
        face[1] + face[3] * (.5 - RISE),
        side,
        Math.abs(roll) < UPRIGHT ? 0 : roll,
        turn(face));
  }

  private static double turn(float[] face) {
    double eyesX = (face[4] + face[6]) / 2.0;
    double eyesY = (face[5] + face[7]) / 2.0;
    double downX = (face[10] + face[12]) / 2.0 - eyesX;
    double downY = (face[11] + face[13]) / 2.0 - eyesY;
    double across = (face[8] - eyesX) * downY - (face[9] - eyesY) * downX;
    double eyes = Math.hypot(face[6] - face[4], face[7] - face[5]);
    return Math.abs(across) / Math.max(1, eyes * Math.hypot(downX, downY));
  }

  @Override
  public void close() {
    network.close();
  }
}
