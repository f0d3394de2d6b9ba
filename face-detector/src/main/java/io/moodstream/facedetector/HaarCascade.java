package io.moodstream.facedetector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bytedeco.opencv.opencv_core.FileStorage.MEMORY;
import static org.bytedeco.opencv.opencv_core.FileStorage.READ;

import io.moodstream.facedetector.DetectorSettings.Haar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bytedeco.opencv.opencv_core.FileStorage;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/** Viola and Jones' detector: boosted Haar-like features in a cascade of stages. */
final class HaarCascade implements RegionFinder {
  private static final String SHIPPED = "haarcascade_frontalface_alt2.xml";

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
    var found = new RectVector();
    cascade.detectMultiScale(
        gray,
        found,
        settings.scaleFactor(),
        settings.minNeighbors(),
        0,
        new Size(smallestFace, smallestFace),
        new Size());
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
