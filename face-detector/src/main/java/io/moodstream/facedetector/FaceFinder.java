package io.moodstream.facedetector;

import static org.bytedeco.opencv.global.opencv_core.setNumThreads;

import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.facedetector.search.DetectorSettings.Haar;
import io.moodstream.facedetector.search.DetectorSettings.YuNet;
import io.moodstream.facedetector.search.FaceTrack;
import io.moodstream.facedetector.search.HaarCascade;
import io.moodstream.facedetector.search.NativeScope;
import io.moodstream.facedetector.search.OpenCv;
import io.moodstream.facedetector.search.Pyramid;
import io.moodstream.facedetector.search.Region;
import io.moodstream.facedetector.search.RegionFinder;
import io.moodstream.facedetector.search.RoiFaceSearch;
import io.moodstream.facedetector.search.WholeSearch;
import io.moodstream.facedetector.search.YuNetNetwork;
import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Suitability;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Finds the faces of a picture and cuts them out. Not thread-safe: each thread opens its own, and
 * closes it.
 */
public final class FaceFinder implements AutoCloseable {
  static {
    OpenCv.load();
  }

  /** A face that has not moved for so long is probably a picture on the wall. */
  private static final Duration PICTURE_AFTER = Duration.ofMinutes(3);

  private final RegionFinder regions;
  private final RoiFaceSearch search;
  private final DetectorSettings settings;

  private FaceFinder(RegionFinder regions, RoiFaceSearch search, DetectorSettings settings) {
    this.regions = regions;
    this.search = search;
    this.settings = settings;
  }

  /**
   * For pictures that have nothing to do with each other.
   *
   * @throws IllegalArgumentException if the settings' model file is missing or unusable; the
   *     message is for the user
   */
  public static FaceFinder open(DetectorSettings settings) {
    return open(settings, () -> 0);
  }

  /**
   * @param numbers gives each track its number
   * @throws IllegalArgumentException if the settings' model file is missing or unusable; the
   *     message is for the user
   */
  public static FaceFinder open(DetectorSettings settings, LongSupplier numbers) {
    // For the whole process: partitions are what runs in parallel here, one frame is too little.
    setNumThreads(1);
    RegionFinder regions = regionFinder(settings);
    var search =
        new RoiFaceSearch(
            regions,
            settings,
            numbers,
            ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
    return new FaceFinder(regions, search, settings);
  }

  private static RegionFinder regionFinder(DetectorSettings settings) {
    if (settings.detector() instanceof YuNet yunet) {
      return YuNetNetwork.open(yunet);
    }
    return HaarCascade.open((Haar) settings.detector());
  }

  /**
   * Searches the whole picture.
   *
   * @param picture an encoded picture: JPEG, PNG and what else OpenCV reads
   * @throws UnreadablePicture if it is none, is truncated or larger than 64 megapixels
   */
  public FoundFaces find(byte[] picture) {
    if (JpegCheck.isJpeg(picture)) {
      JpegCheck.require(picture);
    }
    return NativeScope.within(() -> findIn(GrayPicture.decode(picture)));
  }

  /**
   * Searches the whole picture.
   *
   * @param gray row-major, one unsigned byte a pixel
   * @throws IllegalArgumentException if there are not {@code width} x {@code height} pixels
   */
  public FoundFaces findInGray(byte[] gray, int width, int height) {
    return NativeScope.within(() -> findIn(GrayPicture.of(gray, width, height)));
  }

  private FoundFaces findIn(Mat picture) {
    if (isTooSmall(picture)) {
      return new FoundFaces(picture.cols(), picture.rows(), List.of());
    }
    var pyramid = Pyramid.of(picture, settings.smallestFaceIn(picture.cols()), regions);
    List<FoundFace> faces =
        WholeSearch.find(pyramid, regions).stream()
            .map(detection -> face(picture, detection.region()))
            .toList();
    return new FoundFaces(picture.cols(), picture.rows(), faces);
  }

  private boolean isTooSmall(Mat picture) {
    return Math.min(picture.cols(), picture.rows()) < settings.smallestFaceIn(picture.cols());
  }

  /**
   * Finds the faces of a camera's successive frames: quicker than {@link #find}, because it
   * remembers where faces were. Only JPEG, so that of all decoders only one must stand up to
   * pictures from elsewhere.
   *
   * @param at the time of the frame; over all cameras it should not go back by much
   * @param age how late the frame is; the search for newcomers yields when frames get late
   * @throws UnreadablePicture if it is none, is truncated or larger than 64 megapixels
   */
  public FollowedFaces findInFrame(CameraId camera, Instant at, Duration age, byte[] jpeg) {
    JpegCheck.require(jpeg);
    double calm = Math.max(0, 1 - (double) age.toMillis() / settings.freshness().toMillis());
    return NativeScope.within(
        () -> findInFrame(camera, at, Math.min(1, calm), GrayPicture.decode(jpeg)));
  }

  private FollowedFaces findInFrame(CameraId camera, Instant at, double calm, Mat frame) {
    var faces = new ArrayList<FollowedFace>();
    if (!isTooSmall(frame)) {
      for (FaceTrack track : search.find(camera, at, frame, calm)) {
        FoundFace face = face(frame, track.region());
        boolean picture = track.stillFor().compareTo(PICTURE_AFTER) > 0;
        faces.add(
            new FollowedFace(track.number(), picture ? face.as(Suitability.LIKELY_PICTURE) : face));
      }
    }
    return new FollowedFaces(frame.cols(), frame.rows(), faces);
  }

  private static FoundFace face(Mat frame, Region region) {
    Box box = region.inFrame(frame.cols(), frame.rows());
    Pixels pixels = FaceCrop.of(frame, box, region.roll());
    FaceQuality quality = FaceQuality.of(box, region.turn(), pixels);
    return new FoundFace(
        box, (float) region.roll(), pixels, quality.score(), quality.suitability());
  }

  @Override
  public void close() {
    regions.close();
  }
}
