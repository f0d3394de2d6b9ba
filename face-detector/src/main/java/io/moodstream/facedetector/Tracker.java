package io.moodstream.facedetector;

import io.moodstream.pipeline.Box;
import io.moodstream.pipeline.CameraId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Gives a face the number that it had in the frame before, while its boxes overlap. Knows nothing
 * of who it is: a face that was away for longer than a track's life gets a new number. Not
 * thread-safe.
 */
public final class Tracker {
  private record Track(long number, Box box, Instant seenAt) {}

  private record Match(Track track, int face, double overlap) {}

  private final double leastOverlap;
  private final Duration life;
  private final LongSupplier numbers;

  /** The camera that was silent for longest comes first. */
  private final Map<CameraId, List<Track>> cameras = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param leastOverlap intersection over union that makes two boxes the same face
   * @param life how long a face may be missing
   * @param numbers gives a new number at each call
   */
  public Tracker(double leastOverlap, Duration life, LongSupplier numbers) {
    this.leastOverlap = leastOverlap;
    this.life = life;
    this.numbers = numbers;
  }

  /**
   * @param at the time of the camera's frame; over all cameras it should not go back by much
   * @return a track number for each box, in their order, all different
   */
  public List<Long> follow(CameraId camera, Instant at, List<Box> faces) {
    var alive = new ArrayList<>(cameras.getOrDefault(camera, List.of()));
    alive.removeIf(track -> isOver(track, at));
    Long[] followed = new Long[faces.size()];
    for (Match match : matches(alive, faces)) {
      if (followed[match.face] == null && alive.remove(match.track)) {
        followed[match.face] = match.track.number;
      }
    }
    for (int face = 0; face < followed.length; face++) {
      if (followed[face] == null) {
        followed[face] = numbers.getAsLong();
      }
      alive.add(new Track(followed[face], faces.get(face), at));
    }
    cameras.put(camera, alive);
    forgetSilent(at);
    return List.of(followed);
  }

  /** Every pair that overlaps enough, the closest first. */
  private List<Match> matches(Collection<Track> tracks, List<Box> faces) {
    var matches = new ArrayList<Match>();
    for (Track track : tracks) {
      for (int face = 0; face < faces.size(); face++) {
        double overlap = track.box.overlap(faces.get(face));
        if (overlap >= leastOverlap) {
          matches.add(new Match(track, face, overlap));
        }
      }
    }
    matches.sort(Comparator.comparingDouble(Match::overlap).reversed());
    return matches;
  }

  /** Keeps memory bounded by what the cameras have shown within a track's life. */
  private void forgetSilent(Instant now) {
    var eldest = cameras.values().iterator();
    while (eldest.hasNext() && eldest.next().stream().allMatch(track -> isOver(track, now))) {
      eldest.remove();
    }
  }

  private boolean isOver(Track track, Instant now) {
    return Duration.between(track.seenAt, now).compareTo(life) > 0;
  }

  int cameras() {
    return cameras.size();
  }
}
