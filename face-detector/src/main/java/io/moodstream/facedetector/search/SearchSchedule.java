package io.moodstream.facedetector.search;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * Spreads the search of a camera's picture over its frames. The picture is cut into slices: a part
 * of it, at one level of the pyramid, for heads tilted by one angle. A slice is due when something
 * has changed in it since it was searched and that is not just past; the one that has waited
 * longest comes first. Not thread-safe.
 */
final class SearchSchedule {
  /** Longest side of a slice, pixels of its level. */
  private static final int SLICE = 256;

  /** A slice in which nothing changes is searched this many intervals after the last time. */
  private static final int UNCHANGED = 10;

  /**
   * A slice is left alone for this part of the interval, even if something changes in it all the
   * time: a newcomer is found in its second frame, and the interval has room for both.
   */
  private static final int REST = 2;

  /** Tilted heads are rarer: their slices wait longer. */
  private static final int TILTED = 3;

  /** What is searched at once. */
  record Slice(int level, double roll, Part part) {}

  /**
   * A slice that is due.
   *
   * @param rect pixels of the level: what has changed and the margin of a face around it
   */
  record Due(Slice slice, Rect rect) {}

  private static final class State {
    private final Slice slice;
    private Instant searchedAt = Instant.MIN;

    State(Slice slice) {
      this.slice = slice;
    }
  }

  private final List<State> states = new ArrayList<>();
  private final Duration interval;

  /**
   * @param interval in which all that has changed is to be searched
   */
  SearchSchedule(Pyramid pyramid, List<Double> rolls, Duration interval) {
    this.interval = interval;
    for (double roll : rolls) {
      // Coarse levels first: they are cheap, and hold the nearest people.
      for (int level = pyramid.depth() - 1; level >= 0; level--) {
        addSlices(pyramid, level, roll);
      }
    }
  }

  private void addSlices(Pyramid pyramid, int level, double roll) {
    int columns = (int) Math.ceil((double) pyramid.width(level) / SLICE);
    int rows = (int) Math.ceil((double) pyramid.height(level) / SLICE);
    double width = pyramid.width(level) / pyramid.scale(level) / columns;
    double height = pyramid.height(level) / pyramid.scale(level) / rows;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        var part = new Part(column * width, row * height, (column + 1) * width, (row + 1) * height);
        states.add(new State(new Slice(level, roll, part)));
      }
    }
  }

  /** The slice that has waited longest, and is taken as searched at {@code at} from now on. */
  Optional<Due> next(Pyramid pyramid, SceneChangeDetector scene, Instant at) {
    record Candidate(State state, Part part, double urgency) {}
    var candidates = new ArrayList<Candidate>();
    for (State state : states) {
      if (state.searchedAt.equals(at)) {
        continue;
      }
      boolean never = state.searchedAt.equals(Instant.MIN);
      Duration since = never ? Duration.ofDays(1) : Duration.between(state.searchedAt, at);
      int rarity = state.slice.roll == 0 ? 1 : TILTED;
      if (since.compareTo(interval.multipliedBy(rarity).dividedBy(REST)) < 0) {
        continue;
      }
      double urgency = (double) since.toMillis() / rarity;
      if (never || since.compareTo(interval.multipliedBy(UNCHANGED)) > 0) {
        candidates.add(new Candidate(state, state.slice.part, urgency));
      } else {
        scene
            .changedSince(state.searchedAt, state.slice.part)
            .ifPresent(part -> candidates.add(new Candidate(state, part, urgency)));
      }
    }
    return candidates.stream()
        .max(Comparator.comparingDouble(Candidate::urgency))
        .map(
            chosen -> {
              chosen.state.searchedAt = at;
              Slice slice = chosen.state.slice;
              Rect rect =
                  chosen.part.at(
                      pyramid.scale(slice.level),
                      pyramid.halfLargest(),
                      pyramid.width(slice.level),
                      pyramid.height(slice.level));
              return new Due(slice, rect);
            });
  }
}
