package io.moodstream.facedetector;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.randu;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.facedetector.search.NativeScope;
import io.moodstream.facedetector.search.OpenCv;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Duration;
import java.time.Instant;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Searches frames of noise: classes and libraries load, and the first frame of a camera takes no
 * longer than the next ones.
 */
final class WarmUp {
  static {
    OpenCv.load();
  }

  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int FRAMES = 8;
  private static final Duration STEP = Duration.ofMillis(100);

  private WarmUp() {}

  /**
   * Returns what was found in the last frame.
   *
   * @throws IllegalArgumentException if the settings' model file is missing or unusable; the
   *     message is for the user
   */
  static FollowedFaces run(DetectorSettings settings) {
    byte[] noise = NativeScope.within(WarmUp::noise);
    try (FaceFinder finder = FaceFinder.open(settings)) {
      var camera = new CameraId("warm-up");
      Instant at = Instant.EPOCH;
      FollowedFaces faces = finder.findInFrame(camera, at, Duration.ZERO, noise);
      for (int frame = 1; frame < FRAMES; frame++) {
        at = at.plus(STEP);
        faces = finder.findInFrame(camera, at, Duration.ZERO, noise);
      }
      return faces;
    }
  }

  /** A JPEG. */
  private static byte[] noise() {
    var picture = new Mat(HEIGHT, WIDTH, CV_8UC1);
    randu(picture, new Mat(new double[] {0}), new Mat(new double[] {255}));
    var jpeg = new BytePointer();
    imencode(".jpg", picture, jpeg);
    var bytes = new byte[(int) jpeg.limit()];
    jpeg.get(bytes);
    return bytes;
  }
}
