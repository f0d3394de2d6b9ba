package io.moodstream.facedetector.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bytedeco.opencv.opencv_core.FileStorage.MEMORY;
import static org.bytedeco.opencv.opencv_core.FileStorage.READ;

import io.moodstream.facedetector.search.DetectorSettings.Haar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.FileStorage;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/** Viola and Jones' detector: boosted Haar-like features in a cascade of stages. */
public final class HaarCascade implements RegionFinder {
  static {
    OpenCv.load();
  }

  private static final String SHIPPED = "haarcascade_frontalface_alt2.xml";

  /** The side of the pattern that the cascade was trained on, pixels. */
  private static final int WINDOW = 20;

  private static final int RELIABLE = 24;
  private static final double QUICK_FACTOR = 1.2;
  private static final int FEW_NEIGHBORS = 2;

  /** The cascade finds heads that are tilted by up to some 15 degrees from each of these. */
  private static final List<Double> ROLLS = List.of(0.0, -25.0, 25.0);

  private final CascadeClassifier cascade;
  private final Haar settings;

  private HaarCascade(CascadeClassifier cascade, Haar settings) {
    this.cascade = cascade;
    this.settings = settings;
  }

  /**
   * @throws IllegalArgumentException if the settings' file is missing or is not a cascade
   */
  public static HaarCascade open(Haar settings) {
    String name = settings.cascade().map(Object::toString).orElse(SHIPPED);
    String xml =
        settings
            .cascade()
            .map(file -> new String(ModelFile.read("cascade", file), UTF_8))
            .orElseGet(HaarCascade::shipped);
    // A scope of the caller must not end the cascade's life: the reference is this object's own.
    CascadeClassifier cascade = new CascadeClassifier().retainReference();
    if (!read(cascade, xml)) {
      cascade.close();
      throw new IllegalArgumentException(
          "cascade file %s is not an OpenCV cascade: give another one, or none for the built-in"
              .formatted(name));
    }
    return new HaarCascade(cascade, settings);
  }

  private static boolean read(CascadeClassifier cascade, String xml) {
    // From memory, because OpenCV cannot open a path inside a jar.
    try {
      return NativeScope.within(
          () -> cascade.read(new FileStorage(xml, READ | MEMORY).getFirstTopLevelNode()));
    } catch (RuntimeException e) {
      // OpenCV's complaint about text that is not XML, JSON or YAML names its own source lines.
      return false;
    }
  }

  private static String shipped() {
    try (InputStream xml =
        Objects.requireNonNull(HaarCascade.class.getResourceAsStream(SHIPPED), SHIPPED)) {
      return new String(xml.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Detection> find(Mat gray, int smallest, int largest, Effort effort) {
    if (Math.min(gray.cols(), gray.rows()) < WINDOW) {
      return List.of();
    }
    var found = new RectVector();
    var neighbors = new IntPointer();
    cascade.detectMultiScale2(
        gray,
        found,
        neighbors,
        effort == Effort.QUICK
            ? Math.max(QUICK_FACTOR, settings.scaleFactor())
            : settings.scaleFactor(),
        effort == Effort.THOROUGH
            ? settings.minNeighbors()
            : Math.min(FEW_NEIGHBORS, settings.minNeighbors()),
        0,
        new Size(smallest, smallest),
        new Size(largest, largest));
    var faces = new ArrayList<Detection>();
    for (long i = 0; i < found.size(); i++) {
      Rect face = found.get(i);
      faces.add(new Detection(Region.upright(face.x(), face.y(), face.width()), neighbors.get(i)));
    }
    return faces;
  }

  @Override
  public int reliableSide() {
    return RELIABLE;
  }

  @Override
  public List<Double> rolls() {
    return ROLLS;
  }

  @Override
  public void close() {
    cascade.close();
  }
}
