package io.moodstream.facedetector;

import io.moodstream.pipeline.frames.Pixels;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** The detector's steps before and after its search, alone, to be timed. */
public final class PictureSteps {
  private PictureSteps() {}

  /** Within a scope of the caller. */
  public static Mat decode(byte[] jpeg) {
    JpegCheck.require(jpeg);
    return GrayPicture.decode(jpeg);
  }

  /** Cuts out faces that were found in the frame, and rates them. */
  public static int crop(Mat gray, List<FollowedFace> faces) {
    int suitable = 0;
    for (FollowedFace followed : faces) {
      FoundFace face = followed.face();
      Pixels pixels = FaceCrop.of(gray, face.box(), face.roll());
      FaceQuality quality = FaceQuality.of(face.box(), 0, pixels);
      suitable += quality.suitability() == face.suitability() ? 1 : 0;
    }
    return suitable;
  }
}
