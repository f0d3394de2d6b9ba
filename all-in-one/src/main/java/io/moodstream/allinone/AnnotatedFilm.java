package io.moodstream.allinone;

import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_SIMPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.FaceExpression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** A copy of a film with a box and the expression's name at each face; or, unasked for, nothing. */
final class AnnotatedFilm implements AutoCloseable {
  private static final int BITS_PER_PIXEL = 4;

  private final Optional<FFmpegFrameRecorder> recorder;
  private final OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat();

  private AnnotatedFilm(Optional<FFmpegFrameRecorder> recorder) {
    this.recorder = recorder;
  }

  /**
   * @throws Failure if the file cannot be written
   */
  static AnnotatedFilm of(Optional<Path> file, Film film) {
    return new AnnotatedFilm(file.map(path -> recorder(path, film)));
  }

  private static FFmpegFrameRecorder recorder(Path file, Film film) {
    // Video codecs want even sides.
    int width = film.width() & ~1;
    int height = film.height() & ~1;
    var recorder = new FFmpegFrameRecorder(file.toFile(), width, height);
    recorder.setFormat("mp4");
    recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
    recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
    recorder.setFrameRate(film.rate());
    recorder.setVideoBitrate(width * height * BITS_PER_PIXEL);
    try {
      recorder.start();
    } catch (FFmpegFrameRecorder.Exception e) {
      throw new Failure("cannot write %s: does its folder exist?".formatted(file), e);
    }
    return recorder;
  }

  @SuppressWarnings("try") // A scope frees what is made inside it; it is never mentioned there.
  void add(Frame frame, List<FaceExpression> faces) throws IOException {
    if (recorder.isPresent()) {
      try (PointerScope scope = new PointerScope()) {
        Mat picture = converter.convert(frame);
        faces.forEach(face -> draw(picture, face));
        recorder.get().record(converter.convert(picture));
      }
    }
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
    converter.close();
    if (recorder.isPresent()) {
      recorder.get().close();
    }
  }
}
