package io.moodstream.benchmarks;

import io.moodstream.cameraproducer.scene.DrawnFace;
import io.moodstream.cameraproducer.scene.DrawnScene;
import io.moodstream.cameraproducer.scene.HallScene;
import io.moodstream.cameraproducer.scene.SyntheticScene;
import io.moodstream.facedetector.FaceFinder;
import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.pipeline.frames.CameraId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.Java2DFrameConverter;

/**
 * How well and how quickly people in a room are found: {@code RoomBenchmark [YUNET.onnx]
 * [CLIP...]}. Drawn scenes, whose faces are known, go to the detector at ten frames a second, as
 * from a camera; of clips only the faces, the tracks and the time are counted. {@code -Droom=1080p}
 * measures one scene only, {@code -Dseed=100} draws other people than those on which the defaults
 * were chosen.
 */
public final class RoomBenchmark {
  private static final Duration STEP = Duration.ofMillis(100);
  private static final Path PICTURES =
      Path.of(System.getProperty("java.io.tmpdir"), "moodstream-rooms");
  private static final long SEED = Long.getLong("seed", 0);
  private static final int WARM_UP = 20;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** A drawn scene with the frames of a while. */
  private record Room(String name, int frames, int smallest, Supplier<DrawnScene> scene) {}

  private static final List<Room> ROOMS =
      List.of(
          new Room("two to four before a webcam", 200, 48, () -> new SyntheticScene(SEED + 1)),
          new Room("360p, 1 person", 200, 48, () -> new HallScene(SEED + 1, 640, 360, 1)),
          new Room("360p, 2 people", 200, 48, () -> new HallScene(SEED + 2, 640, 360, 2)),
          new Room("720p, 4 people", 200, 48, () -> new HallScene(SEED + 4, 1280, 720, 4)),
          new Room("1080p, 8 people", 240, 48, () -> new HallScene(SEED + 3, 1920, 1080, 8)),
          new Room("4K, 12 people", 80, 96, () -> new HallScene(SEED + 5, 3840, 2160, 12)));

  private record Shot(byte[] jpeg, List<DrawnFace> truth) {}

  private RoomBenchmark() {}

  public static void main(String[] args) throws IOException {
    Map<String, DetectorSettings> detectors = new LinkedHashMap<>();
    detectors.put("haar", DetectorSettings.defaults());
    List<String> clips = new ArrayList<>(List.of(args));
    if (!clips.isEmpty() && clips.get(0).endsWith(".onnx")) {
      var yunet = DetectorSettings.YuNet.of(Path.of(clips.remove(0)));
      detectors.put("yunet", DetectorSettings.defaults().withDetector(yunet));
    }
    System.out.println(DetectionScore.head());
    String only = System.getProperty("room", "");
    for (Room room : ROOMS.stream().filter(room -> room.name.startsWith(only)).toList()) {
      List<Shot> shots = shots(room);
      detectors.forEach(
          (name, settings) -> measure(room.name, shots, room.smallest, name, settings));
    }
    for (String clip : clips) {
      List<Shot> shots = shots(clip);
      String name = String.valueOf(Path.of(clip).getFileName());
      detectors.forEach((detector, settings) -> measure(name, shots, 40, detector, settings));
    }
  }

  private static List<Shot> shots(String clip) throws IOException {
    var shots = new ArrayList<Shot>();
    try (var grabber = new FFmpegFrameGrabber(clip);
        var converter = new Java2DFrameConverter()) {
      grabber.start();
      for (Frame frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
        shots.add(new Shot(jpeg(converter.convert(frame)), List.of()));
      }
    }
    return shots;
  }

  private static List<Shot> shots(Room room) throws IOException {
    var shots = new ArrayList<Shot>();
    DrawnScene scene = room.scene.get();
    for (int frame = 0; frame < room.frames; frame++) {
      Duration at = STEP.multipliedBy(frame);
      shots.add(new Shot(picture(room.name, scene, frame, at), scene.faces(at)));
    }
    return shots;
  }

  /** Drawn at the first run only: drawing takes longer than detection. */
  private static byte[] picture(String name, DrawnScene scene, int frame, Duration at)
      throws IOException {
    Path folder = PICTURES.resolve(name.replace(' ', '-') + "-" + SEED);
    Path file = folder.resolve(frame + ".jpg");
    if (Files.exists(file)) {
      return Files.readAllBytes(file);
    }
    Files.createDirectories(folder);
    return Files.readAllBytes(Files.write(file, jpeg(scene.draw(at))));
  }

  private static byte[] jpeg(BufferedImage picture) throws IOException {
    var jpeg = new ByteArrayOutputStream();
    ImageIO.write(picture, "jpg", jpeg);
    return jpeg.toByteArray();
  }

  private static void measure(
      String scene, List<Shot> shots, int smallest, String detector, DetectorSettings settings) {
    try (FaceFinder finder = FaceFinder.open(settings, new AtomicLong()::incrementAndGet)) {
      run(finder, "warm-up", shots.subList(0, Math.min(WARM_UP, shots.size())), smallest);
      System.out.println(run(finder, "room", shots, smallest).line(scene, detector));
    }
  }

  private static DetectionScore run(
      FaceFinder finder, String camera, List<Shot> shots, int smallest) {
    var score = new DetectionScore(smallest);
    for (int frame = 0; frame < shots.size(); frame++) {
      Duration at = STEP.multipliedBy(frame);
      Shot shot = shots.get(frame);
      long start = THREADS.getCurrentThreadCpuTime();
      var found =
          finder.findInFrame(
              new CameraId(camera), Instant.EPOCH.plus(at), Duration.ZERO, shot.jpeg);
      score.add(at, shot.truth, found, THREADS.getCurrentThreadCpuTime() - start);
    }
    return score;
  }
}
