package io.moodstream.facedetector;

import io.moodstream.facedetector.search.PerCameraCache;
import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
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

  private final PerCameraCache<List<Track>> cameras;

  /**
   * @param leastOverlap intersection over union that makes two boxes the same face
   * @param life how long a face may be missing
   * @param numbers gives a new number at each call
   */
  public Tracker(double leastOverlap, Duration life, LongSupplier numbers) {
    this.leastOverlap = leastOverlap;
    this.life = life;
    this.numbers = numbers;
    this.cameras = new PerCameraCache<>(life);
  }

  /**
   * @param at the time of the camera's frame; over all cameras it should not go back by much
   * @return a track number for each box, in their order, all different
   */
  public List<Long> follow(CameraId camera, Instant at, List<Box> faces) {
    var alive = new ArrayList<>(cameras.recall(camera, at).orElse(List.of()));
    alive.removeIf(track -> Duration.between(track.seenAt, at).compareTo(life) > 0);
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
    cameras.remember(camera, at, alive);
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
}
