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

  static String head() {
    return String.format(
        "%-28s %-14s %7s %7s %7s %7s %7s %7s %7s %7s %7s %9s %9s",
        "scene",
        "detector",
        "upright",
        "tilted",
        "turned",
        "lowered",
        "precis.",
        "in 1 s",
        "switch",
        "tracks",
        "count±",
        "ms/frame",
        "p99 ms");
  }

  String line(String scene, String detector) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    long soon = waits.stream().filter(wait -> wait.compareTo(SOON) <= 0).count();
    int cases = waits.size() + waitingSince.size();
    return String.format(
        Locale.ROOT,
        "%-28s %-14s %7s %7s %7s %7s %7s %7s %7d %7d %7.2f %9.1f %9.1f",
        scene,
        detector,
        share(Pose.UPRIGHT),
        share(Pose.TILTED),
        share(Pose.TURNED),
        share(Pose.LOWERED),
        share(detections - ghosts, detections),
        share((int) soon, cases),
        switches,
        allTracks.size(),
        countingError / frames,
        Arrays.stream(sorted).average().orElse(0) * 1e-6,
        sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)] * 1e-6);
  }

  private String share(Pose pose) {
    return share(found[pose.ordinal()], there[pose.ordinal()]);
  }

  private static String share(int part, int whole) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.3f", (double) part / whole);
  }
}
