package io.moodstream.benchmarks;

import io.moodstream.cameraproducer.scene.DrawnFace;
import io.moodstream.facedetector.FollowedFace;
import io.moodstream.facedetector.FollowedFaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares what a detector found in successive frames with the truth of a drawn scene. */
@SuppressWarnings("EnumOrdinal") // Counters are arrays by pose.
final class DetectionScore {
  private static final double SAME = 0.35;
  private static final double VISIBLE = 0.75;
  private static final Duration SOON = Duration.ofSeconds(1);

  /** How a head is held. */
  private enum Pose {
    UPRIGHT,
    TILTED,
    TURNED,
    LOWERED;

    static Pose of(DrawnFace face) {
      if (Math.abs(face.pose().yaw()) > 20) {
        return TURNED;
      }
      if (face.pose().pitch() > 15) {
        return LOWERED;
      }
      return Math.abs(face.pose().roll()) > 12 ? TILTED : UPRIGHT;
    }
  }

  private final int smallest;
  private final int[] there = new int[Pose.values().length];
  private final int[] found = new int[Pose.values().length];
  private final Map<Integer, Duration> waitingSince = new HashMap<>();
  private final List<Duration> waits = new ArrayList<>();
  private final Map<Integer, Long> tracks = new HashMap<>();
  private final Set<Long> allTracks = new HashSet<>();
  private final List<Long> nanos = new ArrayList<>();
  private int ghosts;
  private int detections;
  private int switches;
  private int frames;
  private double countingError;

  /**
   * @param smallest faces that are smaller are neither missed nor ghosts, pixels
   */
  DetectionScore(int smallest) {
    this.smallest = smallest;
  }

  void add(Duration at, List<DrawnFace> truth, FollowedFaces answer, long took) {
    nanos.add(took);
    frames++;
    Set<FollowedFace> unexplained = new HashSet<>(answer.faces());
    int visible = 0;
    for (DrawnFace face : truth) {
      Optional<FollowedFace> match =
          answer.faces().stream()
              .filter(unexplained::contains)
              .filter(found -> found.face().box().overlap(face.box()) > SAME)
              .findFirst();
      match.ifPresent(unexplained::remove);
      match.ifPresent(found -> follow(face.person(), found.track()));
      boolean counts = face.visible() >= VISIBLE && face.box().width() >= smallest;
      visible += counts ? 1 : 0;
      if (counts) {
        there[Pose.of(face).ordinal()]++;
        found[Pose.of(face).ordinal()] += match.isPresent() ? 1 : 0;
      }
      await(at, face, counts && Pose.of(face) == Pose.UPRIGHT, match.isPresent());
    }
    detections += answer.faces().size();
    ghosts += unexplained.size();
    unexplained.forEach(ghost -> allTracks.add(ghost.track()));
    countingError += Math.abs(answer.faces().size() - visible);
  }

  private void follow(int person, long track) {
    allTracks.add(track);
    Long before = tracks.put(person, track);
    if (before != null && before != track) {
      switches++;
    }
  }

  /** From the moment at which a face can be found to the moment at which it is. */
  private void await(Duration at, DrawnFace face, boolean findable, boolean isFound) {
    if (isFound) {
      Duration since = waitingSince.remove(face.person());
      if (since != null) {
        waits.add(at.minus(since));
      }
    } else if (findable) {
      waitingSince.putIfAbsent(face.person(), at);
    } else {
      waitingSince.remove(face.person());
    }
  }

  /**
   * Shares found of visible faces by pose, share of detections that are faces, share of faces found
   * within a second of becoming visible and upright, changes of a person's track, tracks, faces
   * found in all frames, mean error of the count in a frame, processor time.
   */
  static String head() {
    return String.format(
        "%-36s %-8s %7s %7s %7s %7s %7s %7s %6s %6s %6s %6s %8s %6s",
        "scene",
        "detector",
        "upright",
        "tilted",
        "turned",
        "lowered",
        "precise",
        "in 1 s",
        "switch",
        "tracks",
        "faces",
        "error",
        "ms/frame",
        "p99");
  }

  String line(String scene, String detector) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    long soon = waits.stream().filter(wait -> wait.compareTo(SOON) <= 0).count();
    int cases = waits.size() + waitingSince.size();
    return String.format(
        Locale.ROOT,
        "%-36s %-8s %7s %7s %7s %7s %7s %7s %6d %6d %6d %6.2f %8.1f %6.1f",
        scene,
        detector,
        share(Pose.UPRIGHT),
        share(Pose.TILTED),
        share(Pose.TURNED),
        share(Pose.LOWERED),
        share(detections - ghosts, hasTruth() ? detections : 0),
        share((int) soon, cases),
        switches,
        allTracks.size(),
        detections,
        countingError / frames,
        Arrays.stream(sorted).average().orElse(0) * 1e-6,
        sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)] * 1e-6);
  }

  private boolean hasTruth() {
    return Arrays.stream(there).sum() > 0;
  }

  private String share(Pose pose) {
    return share(found[pose.ordinal()], there[pose.ordinal()]);
  }

  private static String share(int part, int whole) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.3f", (double) part / whole);
  }
}
