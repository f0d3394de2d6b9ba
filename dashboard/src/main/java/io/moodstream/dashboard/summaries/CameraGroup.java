package io.moodstream.dashboard.summaries;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.summaries.Coverage;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Summary;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Cameras whose statistics can be asked for as one: a floor, a shop.
 *
 * @param id used in place of a camera's
 */
public record CameraGroup(CameraId id, Set<CameraId> cameras) {
  public CameraGroup {
    cameras = Set.copyOf(cameras);
    if (cameras.isEmpty()) {
      throw new IllegalArgumentException("group %s has no cameras".formatted(id));
    }
  }

  /**
   * @param text {@code ID=CAMERA,CAMERA,...}
   */
  public static CameraGroup parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException("'%s' is not ID=CAMERA,CAMERA,...".formatted(text));
    }
    Set<CameraId> cameras = new TreeSet<>();
    for (String camera : text.substring(equals + 1).split(",", -1)) {
      cameras.add(new CameraId(camera));
    }
    return new CameraGroup(new CameraId(text.substring(0, equals)), cameras);
  }

  /**
   * The group's windows, by start. Counts are sums, so a person seen by two cameras counts twice;
   * shares are means over all faces. What a camera withholds is missing from them. A group is
   * suppressed where no camera has anything to publish.
   *
   * @param summaries of any cameras, of one step
   */
  List<Summary> merged(Collection<Summary> summaries) {
    return summaries.stream()
        .filter(summary -> cameras.contains(summary.camera()))
        .collect(Collectors.groupingBy(Summary::from, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(window -> merge(id, window))
        .toList();
  }

  /** The statistics of all parts as one, with the step and start of the first. */
  static Summary merge(CameraId camera, List<Summary> parts) {
    FaceStatistics faces =
        parts.stream().map(Summary::faces).reduce(FaceStatistics.NONE, FaceStatistics::plus);
    boolean anySuppressed = parts.stream().anyMatch(Summary::suppressed);
    return new Summary(
        camera,
        parts.get(0).step(),
        parts.get(0).from(),
        parts.stream().allMatch(Summary::isFinal),
        parts.stream().map(Summary::coverage).reduce(Coverage.NONE, Coverage::plus),
        faces,
        parts.stream().mapToInt(Summary::minimumPeople).max().orElse(0),
        anySuppressed && faces.equals(FaceStatistics.NONE));
  }
}
