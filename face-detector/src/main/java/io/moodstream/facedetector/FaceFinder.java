package io.moodstream.facedetector;

import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.moodstream.facedetector.DetectorSettings.Haar;
import io.moodstream.facedetector.DetectorSettings.YuNet;
import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Finds the faces of a picture and cuts them out. Not thread-safe: each thread opens its own, and
 * closes it.
 */
public final class FaceFinder implements AutoCloseable {
  private final RegionFinder regions;
  private final Lookout lookout;
  private final DetectorSettings settings;

  private FaceFinder(RegionFinder regions, DetectorSettings settings) {
    this.regions = regions;
    this.lookout = new Lookout(regions, settings.searchInterval());
    this.settings = settings;
  }

  /**
   * @throws IllegalArgumentException if the settings' model file is missing or unusable; the
   *     message is for the user
   */
  public static FaceFinder open(DetectorSettings settings) {
    // For the whole process: partitions are what runs in parallel here, one frame is too little.
    setNumThreads(1);
    return new FaceFinder(regionFinder(settings), settings);
  }

  private static RegionFinder regionFinder(DetectorSettings settings) {
    if (settings.detector() instanceof YuNet yunet) {
      return YuNetNetwork.open(yunet, settings.smallestFace());
    }
    return HaarCascade.open((Haar) settings.detector(), settings.smallestFace());
  }

  /**
   * @param picture an encoded picture: JPEG, PNG and what else OpenCV reads
   * @throws UnreadablePicture if it is none, is truncated or larger than 64 megapixels
   */
  public FoundFaces find(byte[] picture) {
    if (JpegCheck.isJpeg(picture)) {
      return findInJpeg(picture);
    }
    return NativeScope.within(() -> facesIn(GrayPicture.decode(picture), regions::find));
  }

  private FoundFaces findInJpeg(byte[] jpeg) {
    JpegCheck.require(jpeg);
    return NativeScope.within(() -> facesIn(GrayPicture.decode(jpeg), regions::find));
  }

  /**
   * As {@link #find}, for a camera's successive frames: quicker, because it remembers where faces
   * were. Only JPEG, so that of all decoders only one must stand up to pictures from elsewhere.
   *
   * @param at the time of the frame; over all cameras it should not go back by much
   */
  FoundFaces findInFrame(CameraId camera, Instant at, byte[] jpeg) {
    JpegCheck.require(jpeg);
    return NativeScope.within(
        () -> facesIn(GrayPicture.decode(jpeg), small -> lookout.find(camera, at, small)));
  }

  /**
   * @param gray row-major, one unsigned byte a pixel
   * @throws IllegalArgumentException if there are not {@code width} x {@code height} pixels
   */
  public FoundFaces findInGray(byte[] gray, int width, int height) {
    return NativeScope.within(() -> facesIn(GrayPicture.of(gray, width, height), regions::find));
  }

  private FoundFaces facesIn(Mat frame, Function<Mat, List<Region>> search) {
    int width = frame.cols();
    int height = frame.rows();
    double scale = Math.max(1, (double) Math.max(width, height) / settings.detectionSide());
    var size = new Size((int) Math.round(width / scale), (int) Math.round(height / scale));
    if (Math.min(size.width(), size.height()) < settings.smallestFace()) {
      return new FoundFaces(width, height, List.of());
    }
    var faces = new ArrayList<FoundFace>();
    for (Region region : search.apply(scaled(frame, size))) {
      Box box = region.inFrame(scale, width, height);
      faces.add(new FoundFace(box, FaceCrop.of(frame, box)));
    }
    return new FoundFaces(width, height, faces);
  }

  private static Mat scaled(Mat frame, Size size) {
    if (size.width() == frame.cols() && size.height() == frame.rows()) {
      return frame;
    }
    var scaled = new Mat();
    resize(frame, scaled, size, 0, 0, INTER_AREA);
    return scaled;
  }

  @Override
  public void close() {
    regions.close();
  }
}
