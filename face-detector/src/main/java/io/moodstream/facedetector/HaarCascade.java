package io.moodstream.facedetector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bytedeco.opencv.opencv_core.FileStorage.MEMORY;
import static org.bytedeco.opencv.opencv_core.FileStorage.READ;

import io.moodstream.facedetector.DetectorSettings.Haar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.FileStorage;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/** Viola and Jones' detector: boosted Haar-like features in a cascade of stages. */
final class HaarCascade implements RegionFinder {
  private static final String SHIPPED = "haarcascade_frontalface_alt2.xml";

  /** By how much a known face may be larger or smaller in the next picture. */
  private static final double GROWTH = 1.4;

  /** Two known faces that are found at one place overlap more. */
  private static final double SAME = 0.5;

  private final CascadeClassifier cascade;
  private final Haar settings;
  private final int smallestFace;

  private HaarCascade(CascadeClassifier cascade, Haar settings, int smallestFace) {
    this.cascade = cascade;
    this.settings = settings;
    this.smallestFace = smallestFace;
  }

  /**
   * @throws IllegalArgumentException if the settings' file is missing or is no cascade
   */
  static HaarCascade open(Haar settings, int smallestFace) {
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
    return new HaarCascade(cascade, settings, smallestFace);
  }

  private static boolean read(CascadeClassifier cascade, String xml) {
    // From memory, because OpenCV cannot open a path inside a jar.
    try {
      return NativeScope.within(
          () -> cascade.read(new FileStorage(xml, READ | MEMORY).getFirstTopLevelNode()));
    } catch (RuntimeException e) {
      // OpenCV's complaint about text that is no XML, JSON or YAML names its own source lines.
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
  public List<Region> find(Mat gray) {
    return find(gray, smallestFace, 0);
  }

  @Override
  public Optional<List<Region>> findAgain(Mat gray, List<Region> known) {
    var again = new ArrayList<Region>();
    for (Region face : known) {
      Optional<Region> found = findAgain(gray, face);
      if (found.isEmpty() || again.stream().anyMatch(other -> other.overlap(found.get()) > SAME)) {
        return Optional.empty();
      }
      again.add(found.get());
    }
    return again.isEmpty() ? Optional.empty() : Optional.of(again);
  }

  private Optional<Region> findAgain(Mat gray, Region face) {
    Region around = face.widened(Lookout.MARGIN);
    int left = (int) Math.max(0, around.x());
    int top = (int) Math.max(0, around.y());
    int right = (int) Math.min(gray.cols(), around.x() + around.side());
    int bottom = (int) Math.min(gray.rows(), around.y() + around.side());
    var part = new Mat(gray, new Rect(left, top, right - left, bottom - top));
    int smallest = Math.max(smallestFace, (int) (face.side() / GROWTH));
    return find(part, smallest, (int) (face.side() * GROWTH)).stream()
        .map(found -> new Region(found.x() + left, found.y() + top, found.side()))
        .max(Comparator.comparingDouble(face::overlap));
  }

  /**
   * @param largest pixels; 0 for as large as the picture
   */
  private List<Region> find(Mat gray, int smallest, int largest) {
    var found = new RectVector();
    cascade.detectMultiScale(
        gray,
        found,
        settings.scaleFactor(),
        settings.minNeighbors(),
        0,
        new Size(smallest, smallest),
        new Size(largest, largest));
    var regions = new ArrayList<Region>();
    for (long i = 0; i < found.size(); i++) {
      Rect face = found.get(i);
      regions.add(new Region(face.x(), face.y(), face.width()));
    }
    return regions;
  }

  @Override
  public void close() {
    cascade.close();
  }
}
