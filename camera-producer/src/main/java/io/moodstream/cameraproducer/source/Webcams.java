package io.moodstream.cameraproducer.source;

import io.moodstream.cameraproducer.picture.NativePictures;
import io.moodstream.pipeline.process.NativeCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_videoio;
import org.bytedeco.opencv.opencv_videoio.VideoCapture;

/** The cameras of this machine. */
public final class Webcams {
  static {
    NativePictures.loadOpenCv();
    NativeCode.load(opencv_videoio.class);
  }

  /**
   * @param index for {@code webcam:N}
   * @param name as the system knows it
   */
  public record Webcam(int index, String name) {}

  private static final Path LINUX_CLASSES = Path.of("/sys/class");
  private static final Path DEVICES = Path.of("/dev");
  private static final Pattern NODE = Pattern.compile("video(\\d+)");

  /** Where the system has no list, so many are tried. */
  private static final int TRIED = 6;

  private Webcams() {}

  /**
   * In the order of their index. On Linux from the system's list; elsewhere each index is opened,
   * which may light the camera's lamp for a moment.
   *
   * @throws IOException if the system's list cannot be read
   */
  public static List<Webcam> list() throws IOException {
    return Files.isDirectory(LINUX_CLASSES)
        ? list(LINUX_CLASSES.resolve("video4linux"))
        : IntStream.range(0, TRIED)
            .filter(Webcams::opens)
            .mapToObj(index -> new Webcam(index, "camera " + index))
            .toList();
  }

  /**
   * @param classes the system's folder {@code video4linux}, which is missing where no camera is
   */
  static List<Webcam> list(Path classes) throws IOException {
    if (!Files.isDirectory(classes)) {
      return List.of();
    }
    try (Stream<Path> nodes = Files.list(classes)) {
      return nodes
          .filter(node -> NODE.matcher(name(node)).matches())
          .filter(Webcams::givesPictures)
          .map(node -> new Webcam(index(node), read(node.resolve("name"), name(node))))
          .sorted(Comparator.comparingInt(Webcam::index))
          .toList();
    }
  }

  /** One camera has several nodes; its first gives the pictures, the others data about them. */
  private static boolean givesPictures(Path node) {
    return read(node.resolve("index"), "0").equals("0");
  }

  private static int index(Path node) {
    Matcher matcher = NODE.matcher(name(node));
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  private static String name(Path node) {
    return String.valueOf(node.getFileName());
  }

  private static String read(Path file, String otherwise) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      // The camera was pulled out this moment, or the system does not tell.
      return otherwise;
    }
  }

  private static boolean opens(int index) {
    try (var device = new VideoCapture(index)) {
      return device.isOpened();
    }
  }

  /**
   * Fails at once where the system lists its webcams; elsewhere opening it fails, more slowly.
   *
   * @throws IOException if there is no camera of this index, or it may not be read
   */
  static void requirePresent(int index) throws IOException {
    if (Files.isDirectory(LINUX_CLASSES)) {
      requirePresent(index, DEVICES);
    }
  }

  static void requirePresent(int index, Path devices) throws IOException {
    Path device = devices.resolve("video" + index);
    if (!Files.exists(device)) {
      throw new IOException("no camera at index %d (there is no %s)".formatted(index, device));
    }
    if (!Files.isReadable(device)) {
      throw new IOException(
          "the camera at index %d may not be read by this user; is it in the group 'video'?"
              .formatted(index));
    }
  }
}
