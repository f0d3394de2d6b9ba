package io.moodstream.benchmarks;

import io.moodstream.cameraproducer.scene.DrawnFace;
import io.moodstream.cameraproducer.scene.DrawnScene;
import io.moodstream.cameraproducer.scene.HallScene;
import io.moodstream.cameraproducer.scene.SyntheticScene;
import io.moodstream.facedetector.DetectorSettings;
import io.moodstream.facedetector.FaceFinder;
import io.moodstream.pipeline.frames.CameraId;
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
import javax.imageio.ImageIO;

/**
 * How well and how quickly people in a room are found: {@code RoomBenchmark [YUNET.onnx]}. Drawn
 * scenes, whose faces are known, go to the detector at ten frames a second, as from a camera.
 */
public final class RoomBenchmark {
  private static final Duration STEP = Duration.ofMillis(100);
  private static final Path PICTURES =
      Path.of(System.getProperty("java.io.tmpdir"), "moodstream-rooms");
  private static final int WARM_UP = 20;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** A drawn scene with the frames of a while. */
  private record Room(String name, int frames, int smallest, DrawnScene scene) {}

  private record Shot(byte[] jpeg, List<DrawnFace> truth) {}

  private RoomBenchmark() {}

  public static void main(String[] args) throws IOException {
    Map<String, DetectorSettings> detectors = new LinkedHashMap<>();
    detectors.put("haar", DetectorSettings.defaults());
    if (args.length > 0) {
      detectors.put(
          "yunet",
          DetectorSettings.defaults().withDetector(DetectorSettings.YuNet.of(Path.of(args[0]))));
    }
    System.out.println(DetectionScore.head());
    String only = System.getProperty("room", "");
    for (Room room :
        List.of(
            new Room("two to four before a webcam", 200, 48, new SyntheticScene(1)),
            new Room("360p, 1 person", 200, 48, new HallScene(1, 640, 360, 1)),
            new Room("360p, 2 people", 200, 48, new HallScene(2, 640, 360, 2)),
            new Room("720p, 4 people", 200, 48, new HallScene(4, 1280, 720, 4)),
            new Room("1080p, 8 people", 240, 48, new HallScene(3, 1920, 1080, 8)),
            new Room("4K, 12 people", 80, 96, new HallScene(5, 3840, 2160, 12)))) {
      if (!room.name.startsWith(only)) {
        continue;
      }
      List<Shot> shots = shots(room);
      for (Map.Entry<String, DetectorSettings> detector : detectors.entrySet()) {
        System.out.println(measure(room, shots, detector.getKey(), detector.getValue()));
      }
    }
  }

  private static List<Shot> shots(Room room) throws IOException {
    var shots = new ArrayList<Shot>();
    for (int frame = 0; frame < room.frames; frame++) {
      Duration at = STEP.multipliedBy(frame);
      shots.add(new Shot(picture(room, frame, at), room.scene.faces(at)));
    }
    return shots;
  }

  /** Drawn at the first run only: drawing takes longer than detection. */
  private static byte[] picture(Room room, int frame, Duration at) throws IOException {
    Path folder = PICTURES.resolve(room.name.replace(' ', '-'));
    Path file = folder.resolve(frame + ".jpg");
    if (Files.exists(file)) {
      return Files.readAllBytes(file);
    }
    Files.createDirectories(folder);
    var jpeg = new ByteArrayOutputStream();
    ImageIO.write(room.scene.draw(at), "jpg", jpeg);
    return Files.readAllBytes(Files.write(file, jpeg.toByteArray()));
  }

  private static String measure(
      Room room, List<Shot> shots, String detector, DetectorSettings settings) {
    try (FaceFinder finder = FaceFinder.open(settings, new AtomicLong()::incrementAndGet)) {
      run(finder, "warm-up", shots.subList(0, WARM_UP), room.smallest);
      return run(finder, "room", shots, room.smallest).line(room.name, detector);
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
