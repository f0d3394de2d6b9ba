package io.moodstream.aggregator;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Running sums over frames. Adding is commutative and associative, so tallies of short windows add
 * up to the tally of a long one, with every track counted once.
 *
 * @param frames analysed frames
 * @param skipped frames that were not looked at
 * @param uncertain faces whose top probability is under 0.5
 * @param sums seven sums of probabilities over the faces, in model order
 * @param tracks whom the faces belong to
 * @param together the most faces in one frame
 * @param models versions of the models that judged the faces
 */
record Tally(
    long frames,
    long skipped,
    long faces,
    long uncertain,
    List<Double> sums,
    SortedSet<Long> tracks,
    long together,
    SortedSet<Integer> models) {
  static final Tally EMPTY =
      new Tally(
          0,
          0,
          0,
          0,
          Collections.nCopies(Expression.ALL.size(), 0.0),
          Collections.emptySortedSet(),
          0,
          Collections.emptySortedSet());

  Tally {
    sums = List.copyOf(sums);
    tracks = Collections.unmodifiableSortedSet(new TreeSet<>(tracks));
    models = Collections.unmodifiableSortedSet(new TreeSet<>(models));
    if (sums.size() != Expression.ALL.size()) {
      throw new IllegalArgumentException("a tally has seven sums, not " + sums.size());
    }
  }

  static Tally of(FrameExpressions frame) {
    boolean analysed = frame.frame().outcome() == Outcome.ANALYSED;
    List<FaceExpression> faces = frame.faces();
    return new Tally(
        analysed ? 1 : 0,
        analysed ? 0 : 1,
        faces.size(),
        faces.stream().filter(face -> face.probabilities().uncertain()).count(),
        Expression.ALL.stream().map(expression -> sum(faces, expression)).toList(),
        faces.stream().map(FaceExpression::track).collect(Collectors.toCollection(TreeSet::new)),
        faces.size(),
        faces.isEmpty() ? Collections.emptySortedSet() : new TreeSet<>(Set.of(frame.model())));
  }

  Tally plus(FrameExpressions frame) {
    return plus(of(frame));
  }

  Tally plus(Tally other) {
    return new Tally(
        frames + other.frames,
        skipped + other.skipped,
        faces + other.faces,
        uncertain + other.uncertain,
        IntStream.range(0, sums.size()).mapToObj(i -> sums.get(i) + other.sums.get(i)).toList(),
        union(tracks, other.tracks),
        Math.max(together, other.together),
        union(models, other.models));
  }

  /** What the tally says of the window {@code key}, with nothing withheld. */
  Summary summary(SummaryKey key) {
    return new Summary(
        key.camera(),
        key.step(),
        key.from(),
        frames,
        skipped,
        faces,
        tracks.size(),
        together,
        shares(),
        faces == 0 ? 0 : (double) uncertain / faces,
        false,
        List.copyOf(models));
  }

  /**
   * The mean probabilities. They are divided by their own total, not by the number of faces: a
   * face's seven floats may miss 1 by a thousandth, the shares of a window may not.
   */
  private List<Double> shares() {
    double total = sums.stream().mapToDouble(Double::doubleValue).sum();
    return faces == 0 ? List.of() : sums.stream().map(sum -> sum / total).toList();
  }

  private static double sum(List<FaceExpression> faces, Expression expression) {
    return faces.stream().mapToDouble(face -> face.probabilities().of(expression)).sum();
  }

  private static <T> SortedSet<T> union(SortedSet<T> some, SortedSet<T> others) {
    if (some.containsAll(others)) {
      return some;
    }
    var all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }
}
