package io.moodstream.benchmarks.load;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.moodstream.facedetector.search.Detection;
import io.moodstream.facedetector.search.DetectorSettings.Haar;
import io.moodstream.facedetector.search.HaarCascade;
import io.moodstream.facedetector.search.NativeScope;
import io.moodstream.facedetector.search.RegionFinder.Effort;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The paper's loop: each picture is decoded in colour and made gray, OpenCV's cascade
 * frontalface_default searches all of it (scale factor 1.3, 5 neighbours), and the network predicts
 * one face after another.
 */
final class PaperAnalyser implements PictureLoop.Analyser {
  private static final String CASCADE = "haarcascade_frontalface_default.xml";

  private final HaarCascade cascade;
  private final Footage footage;
  private final Function<List<Pixels>, List<Probabilities>> model;

  /**
   * @param cascade its file, see {@link #unpackCascade}
   */
  PaperAnalyser(Path cascade, Footage footage, Function<List<Pixels>, List<Probabilities>> model) {
    this.cascade = HaarCascade.open(new Haar(Optional.of(cascade), 1.3, 5));
    this.footage = footage;
    this.model = model;
  }

  /** The one that comes with OpenCV. */
  static Path unpackCascade(Path folder) throws IOException {
    String resource =
        "/org/bytedeco/opencv/%s/share/opencv4/haarcascades/%s"
            .formatted(Loader.getPlatform(), CASCADE);
    Path file = folder.resolve(CASCADE);
    try (InputStream xml = opencv_core.class.getResourceAsStream(resource)) {
      if (xml == null) {
        throw new IOException("OpenCV comes without " + resource);
      }
      Files.copy(xml, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  @Override
  public int analyse(int camera, long sequence) {
    return NativeScope.within(() -> analyse(footage.picture(camera, sequence)));
  }

  private int analyse(byte[] jpeg) {
    var gray = new Mat();
    cvtColor(imdecode(new Mat(jpeg), IMREAD_COLOR), gray, COLOR_BGR2GRAY);
    int faces = 0;
    // Sizes of 0: faces of any size.
    for (Detection detection : cascade.find(gray, 0, 0, Effort.THOROUGH)) {
      faces += model.apply(List.of(crop(gray, detection))).size();
    }
    return faces;
  }

  private static Pixels crop(Mat gray, Detection detection) {
    var box = detection.region().inFrame(gray.cols(), gray.rows());
    var small = new Mat();
    resize(
        new Mat(gray, new Rect(box.x(), box.y(), box.width(), box.height())),
        small,
        new Size(Pixels.SIDE, Pixels.SIDE));
    byte[] values = new byte[Pixels.COUNT];
    small.data().get(values);
    return new Pixels(values);
  }

  @Override
  public void close() {
    cascade.close();
  }
}
