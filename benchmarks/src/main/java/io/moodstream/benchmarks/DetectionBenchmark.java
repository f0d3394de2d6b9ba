package io.moodstream.benchmarks;

import io.moodstream.facedetector.FaceFinder;
import io.moodstream.facedetector.search.DetectorSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber.ImageMode;

/**
 * What each detector costs and finds: {@code DetectionBenchmark YUNET.onnx CLIP[@WIDTH]...}, where
 * a clip is scaled to a width in pixels. Every frame of a clip goes to all detectors in turn, so
 * that what disturbs one disturbs the others. Without memory of the frame before, as in {@code
 * analyze}; in frames of 4K faces are looked for from 80 pixels on, in others from the default on.
 */
public final class DetectionBenchmark {
  private static final int WIDE = 3840;
  private static final int SMALLEST_FACE_OF_WIDE = 80;

  private DetectionBenchmark() {}

  public static void main(String[] args) throws IOException {
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    System.out.printf(
        "%-36s %-6s %7s %10s %6s %9s %9s%n",
        "clip", "", "frames", "with faces", "faces", "median", "p99");
    var yunet = DetectorSettings.YuNet.of(Path.of(args[0]));
    for (String clip : List.of(args).subList(1, args.length)) {
      int at = clip.lastIndexOf('@');
      int width = at < 0 ? 0 : Integer.parseInt(clip.substring(at + 1));
      measure(at < 0 ? clip : clip.substring(0, at), width, yunet);
    }
  }

  private static void measure(String clip, int width, DetectorSettings.YuNet yunet)
      throws IOException {
    var settings = DetectorSettings.defaults();
    if (width >= WIDE) {
      settings = settings.withSmallestFace(SMALLEST_FACE_OF_WIDE);
    }
    Map<String, FaceFinder> finders = new LinkedHashMap<>();
    finders.put("haar", FaceFinder.open(settings));
    finders.put("yunet", FaceFinder.open(settings.withDetector(yunet)));
    try {
      measure(clip, width, finders);
    } finally {
      finders.values().forEach(FaceFinder::close);
    }
  }

  private static void measure(String clip, int width, Map<String, FaceFinder> finders)
      throws IOException {
    Map<String, Tally> tallies = new LinkedHashMap<>();
    finders.keySet().forEach(name -> tallies.put(name, new Tally()));
    String size = "";
    try (var grabber = new FFmpegFrameGrabber(clip)) {
      grabber.setImageMode(ImageMode.GRAY);
      grabber.start();
      if (width > 0) {
        grabber.setImageHeight(grabber.getImageHeight() * width / grabber.getImageWidth() / 2 * 2);
        grabber.setImageWidth(width);
      }
      for (Frame frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
        byte[] gray = gray(frame);
        size = " " + frame.imageWidth + "x" + frame.imageHeight;
        for (Map.Entry<String, FaceFinder> finder : finders.entrySet()) {
          long start = System.nanoTime();
          int faces =
              finder
                  .getValue()
                  .findInGray(gray, frame.imageWidth, frame.imageHeight)
                  .faces()
                  .size();
          Objects.requireNonNull(tallies.get(finder.getKey()))
              .add(faces, System.nanoTime() - start);
        }
      }
    }
    String file = Path.of(clip).getFileName().toString().replaceFirst("(.{20}).+", "$1…") + size;
    tallies.forEach((name, tally) -> System.out.println(tally.line(file, name)));
  }

  private static byte[] gray(Frame frame) {
    var pixels = ((ByteBuffer) frame.image[0]).duplicate();
    byte[] gray = new byte[frame.imageWidth * frame.imageHeight];
    for (int row = 0; row < frame.imageHeight; row++) {
      pixels.position(row * frame.imageStride);
      pixels.get(gray, row * frame.imageWidth, frame.imageWidth);
    }
    return gray;
  }

  private static final class Tally {
    private long[] nanos = new long[1024];
    private int frames;
    private int withFaces;
    private int faces;

    void add(int found, long took) {
      if (frames == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * frames);
      }
      nanos[frames++] = took;
      withFaces += found > 0 ? 1 : 0;
      faces += found;
    }

    String line(String clip, String detector) {
      long[] sorted = Arrays.copyOf(nanos, frames);
      Arrays.sort(sorted);
      return String.format(
          Locale.ROOT,
          "%-36s %-6s %7d %10d %6d %6.1f ms %6.1f ms",
          clip,
          detector,
          frames,
          withFaces,
          faces,
          sorted[frames / 2] * 1e-6,
          sorted[Math.min(frames - 1, frames * 99 / 100)] * 1e-6);
    }
  }
}
