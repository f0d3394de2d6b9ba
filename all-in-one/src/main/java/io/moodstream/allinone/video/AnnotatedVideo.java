package io.moodstream.allinone.video;

import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_SIMPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.FaceExpression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a video with a box and the expression's name at each face; nothing when no copy is
 * wanted.
 */
public final class AnnotatedVideo implements AutoCloseable {
  private final Optional<Path> file;
  private final double rate;
  private @Nullable VideoWriter writer;

  private AnnotatedVideo(Optional<Path> file, double rate) {
    this.file = file;
    this.rate = rate;
  }

  /**
   * @throws IOException if the file's folder does not exist; the message is for the user
   */
  public static AnnotatedVideo of(Optional<Path> file, VideoFile video) throws IOException {
    if (file.isPresent()) {
      requireFolder(file.get());
    }
    return new AnnotatedVideo(file, video.rate());
  }

  private static void requireFolder(Path file) throws IOException {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    if (!Files.isDirectory(folder)) {
      throw new IOException("cannot write %s: there is no folder %s".formatted(file, folder));
    }
  }

  /** Draws into the picture. */
  @SuppressWarnings("try") // A scope frees what is made inside it; it is never mentioned there.
  void add(VideoFile.Picture picture, List<FaceExpression> faces) throws IOException {
    if (file.isEmpty()) {
      return;
    }
    if (writer == null) {
      writer = new VideoWriter(file.get(), picture.width(), picture.height(), rate);
    }
    try (PointerScope scope = new PointerScope()) {
      faces.forEach(face -> draw(picture.colour(), face));
    }
    writer.add(picture.colour(), picture.at());
  }

  private static void draw(Mat picture, FaceExpression face) {
    Box box = face.box();
    var colour = new Scalar(80, 220, 120, 0);
    rectangle(
        picture, new Rect(box.x(), box.y(), box.width(), box.height()), colour, 2, LINE_AA, 0);
    String name =
        "%s %.0f%%"
            .formatted(
                face.probabilities().top().label(),
                100 * face.probabilities().of(face.probabilities().top()));
    var place = new Point(box.x(), Math.max(14, box.y() - 6));
    putText(picture, name, place, FONT_HERSHEY_SIMPLEX, 0.55, colour, 2, LINE_AA, false);
  }

  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.close();
    }
  }
}
