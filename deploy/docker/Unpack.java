import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;

/**
 * Run by the image's build: {@code java -Dorg.bytedeco.javacpp.cachedir=NATIVES -cp 'LIB/*'
 * Unpack.java LIB NATIVES}. Unpacks the native libraries of this platform into NATIVES, a folder
 * for each jar, and takes from LIB what is unpacked or belongs to other platforms.
 */
public final class Unpack {
  /** Whose libraries the stages load. */
  private static final List<String> CLASSES =
      List.of(
          "org.bytedeco.opencv.global.opencv_core",
          "org.bytedeco.opencv.global.opencv_imgproc",
          "org.bytedeco.opencv.global.opencv_imgcodecs",
          "org.bytedeco.opencv.global.opencv_objdetect",
          "org.bytedeco.opencv.global.opencv_dnn",
          "org.bytedeco.opencv.opencv_objdetect.CascadeClassifier",
          "org.bytedeco.opencv.opencv_objdetect.FaceDetectorYN",
          "org.bytedeco.ffmpeg.global.avutil",
          "org.bytedeco.ffmpeg.global.swresample",
          "org.bytedeco.ffmpeg.global.swscale",
          "org.bytedeco.ffmpeg.global.avcodec",
          "org.bytedeco.ffmpeg.global.avformat",
          "org.bytedeco.ffmpeg.global.avfilter",
          "org.tensorflow.internal.c_api.global.tensorflow");

  private Unpack() {}

  public static void main(String[] arguments) throws IOException, ClassNotFoundException {
    Path lib = Path.of(arguments[0]);
    Path natives = Files.createDirectories(Path.of(arguments[1]));
    for (String name : CLASSES) {
      System.out.println(name + ": " + Loader.load(Class.forName(name)));
    }
    try (Stream<Path> jars = Files.list(lib)) {
      for (Path jar : jars.toList()) {
        String name = jar.getFileName().toString();
        if (name.startsWith("rocksdbjni-")) {
          unpackRocksDb(jar, Files.createDirectories(natives.resolve("rocksdb")));
        } else if (Files.isDirectory(natives.resolve(name)) && name.contains("-linux-")) {
          Files.delete(jar);
        }
      }
    }
    try (Stream<Path> locks = Files.walk(natives)) {
      for (Path lock : locks.filter(file -> file.endsWith(".lock")).toList()) {
        Files.delete(lock);
      }
    }
  }

  private static void unpackRocksDb(Path jar, Path folder) throws IOException {
    String mine =
        System.getProperty("os.arch").equals("aarch64")
            ? "librocksdbjni-linux-aarch64.so"
            : "librocksdbjni-linux64.so";
    try (FileSystem zip = FileSystems.newFileSystem(jar);
        Stream<Path> files = Files.list(zip.getPath("/"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.equals(mine)) {
          Files.copy(file, folder.resolve(name), REPLACE_EXISTING);
        }
        if (name.startsWith("librocksdbjni")) {
          Files.delete(file);
        }
      }
    }
  }
}
