package io.moodstream.dashboard;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.summaries.Summary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Cameras whose statistics can be asked for as one: a floor, a shop.
 *
 * @param id told in place of a camera's
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
   * The group's windows, by start. Counts are sums (who is seen by two cameras counts twice),
   * shares are means over all faces; they are withheld where those of any camera are.
   *
   * @param summaries of any cameras, of one step
   */
  List<Summary> merged(Collection<Summary> summaries) {
    Map<Instant, List<Summary>> windows =
        summaries.stream()
            .filter(summary -> cameras.contains(summary.camera()))
            .collect(Collectors.groupingBy(Summary::from, TreeMap::new, Collectors.toList()));
    return windows.values().stream().map(this::merge).toList();
  }

  private Summary merge(List<Summary> window) {
    long faces = window.stream().mapToLong(Summary::faces).sum();
    boolean suppressed = window.stream().anyMatch(Summary::suppressed);
    return new Summary(
        id,
        window.get(0).step(),
        window.get(0).from(),
        window.stream().mapToLong(Summary::frames).sum(),
        window.stream().mapToLong(Summary::skipped).sum(),
        faces,
        window.stream().mapToLong(Summary::people).sum(),
        // The largest, not the sum: two cameras may see the same people.
        window.stream().mapToLong(Summary::together).max().orElse(0),
        suppressed || faces == 0 ? List.of() : shares(window, faces),
        faces == 0
            ? 0
            : window.stream().mapToDouble(part -> part.uncertain() * part.faces()).sum() / faces,
        suppressed,
        window.stream()
            .flatMap(part -> part.models().stream())
            .distinct()
            .sorted(Comparator.naturalOrder())
            .toList());
  }

  private static List<Double> shares(List<Summary> window, long faces) {
    List<Double> shares = new ArrayList<>();
    for (Expression expression : Expression.ALL) {
      double sum = 0;
      for (Summary part : window) {
        sum += part.faces() == 0 ? 0 : part.shares().get(expression.index()) * part.faces();
      }
      shares.add(sum / faces);
    }
    return shares;
  }
}
