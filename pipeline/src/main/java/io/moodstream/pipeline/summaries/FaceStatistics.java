package io.moodstream.pipeline.summaries;

import io.moodstream.pipeline.frames.Expression;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Statistics of the faces in some analysed frames. Below a minimum group size these are only the
 * frames that may be published, so they can be fewer than the frames of the window.
 *
 * @param frames analysed frames that the statistics describe, those without a face included
 * @param seen faces found in these frames
 * @param analysed faces of these that were good enough to be analysed; shares describe them
 * @param most most faces found in one frame; 0 in records written before it was counted
 * @param appearances distinct tracks
 * @param dwellSeconds mean time from a track's first to its last frame; empty without tracks, and
 *     in records written before it was measured
 * @param shares seven mean probabilities over the analysed faces in model order, sum 1; empty
 *     without analysed faces
 * @param uncertain analysed faces whose top probability is under 0.5
 * @param models versions of the models that analysed the faces, ascending
 */
public record FaceStatistics(
    long frames,
    long seen,
    long analysed,
    long most,
    long appearances,
    Optional<Double> dwellSeconds,
    List<Double> shares,
    long uncertain,
    List<Integer> models) {
  public static final FaceStatistics NONE =
      new FaceStatistics(0, 0, 0, 0, 0, Optional.empty(), List.of(), 0, List.of());

  public FaceStatistics {
    shares = List.copyOf(shares);
    models = List.copyOf(models);
    if (!shares.isEmpty() && shares.size() != Expression.ALL.size()) {
      throw new IllegalArgumentException("a summary has no shares or seven, not " + shares.size());
    }
  }

  /** Faces found per frame; empty without frames. */
  public Optional<Double> meanFaces() {
    return frames == 0 ? Optional.empty() : Optional.of((double) seen / frames);
  }

  /** The expression with the greatest share. */
  public Optional<Expression> dominant() {
    return Expression.ALL.stream()
        .filter(expression -> !shares.isEmpty())
        .reduce((a, b) -> shares.get(b.index()) > shares.get(a.index()) ? b : a);
  }

  /**
   * Happy minus angry, disgust, fear and sad: -1 to 1. Surprise and neutral count as 0. Empty
   * without analysed faces.
   */
  public Optional<Double> valence() {
    return share(Expression.HAPPY)
        .map(
            happy ->
                Stream.of(Expression.ANGRY, Expression.DISGUST, Expression.FEAR, Expression.SAD)
                    .flatMap(expression -> share(expression).stream())
                    .reduce(happy, (left, negative) -> left - negative));
  }

  /** One minus neutral, 0 to 1; empty without analysed faces. */
  public Optional<Double> expressiveness() {
    return share(Expression.NEUTRAL).map(neutral -> Math.max(0, 1 - neutral));
  }

  /** Share of the analysed faces whose top probability is under 0.5; empty without any. */
  public Optional<Double> uncertainShare() {
    return analysed == 0 ? Optional.empty() : Optional.of((double) uncertain / analysed);
  }

  /**
   * The statistics of both together, where no frame and no track is in both. Means are weighted,
   * {@link #most} is the larger one.
   */
  public FaceStatistics plus(FaceStatistics other) {
    return new FaceStatistics(
        frames + other.frames,
        seen + other.seen,
        analysed + other.analysed,
        Math.max(most, other.most),
        appearances + other.appearances,
        dwellWith(other),
        sharesWith(other),
        uncertain + other.uncertain,
        Stream.of(models, other.models).flatMap(List::stream).distinct().sorted().toList());
  }

  private Optional<Double> dwellWith(FaceStatistics other) {
    ToLongFunction<FaceStatistics> timed =
        part -> part.dwellSeconds.isPresent() ? part.appearances : 0;
    long tracks = timed.applyAsLong(this) + timed.applyAsLong(other);
    double seconds = totalDwell() + other.totalDwell();
    return tracks == 0 ? Optional.empty() : Optional.of(seconds / tracks);
  }

  private double totalDwell() {
    return dwellSeconds.orElse(0.0) * appearances;
  }

  private List<Double> sharesWith(FaceStatistics other) {
    if (shares.isEmpty() || other.shares.isEmpty()) {
      return shares.isEmpty() ? other.shares : shares;
    }
    double weight = (double) analysed / (analysed + other.analysed);
    return IntStream.range(0, shares.size())
        .mapToObj(i -> shares.get(i) * weight + other.shares.get(i) * (1 - weight))
        .toList();
  }

  private Optional<Double> share(Expression expression) {
    return shares.isEmpty() ? Optional.empty() : Optional.of(shares.get(expression.index()));
  }
}
