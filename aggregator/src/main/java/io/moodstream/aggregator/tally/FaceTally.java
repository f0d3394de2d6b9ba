package io.moodstream.aggregator.tally;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.Suitability;
import io.moodstream.pipeline.summaries.FaceStatistics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Running sums over the faces of analysed frames.
 *
 * @param frames the frames
 * @param seen faces found in them
 * @param analysed faces of these that have an expression
 * @param uncertain analysed faces whose top probability is under 0.5
 * @param sums seven sums of probabilities over the analysed faces, in model order
 * @param tracks when each track was in view
 * @param most most faces found in one frame
 * @param models versions of the models that analysed the faces
 * @param minimumPeople each of the frames shows at least so many analysed faces
 * @param histograms of the analysed faces, each track once in ten seconds
 */
public record FaceTally(
    long frames,
    long seen,
    long analysed,
    long uncertain,
    List<Double> sums,
    SortedMap<Long, Sighting> tracks,
    long most,
    SortedSet<Integer> models,
    int minimumPeople,
    FaceHistograms histograms) {
  public static final FaceTally EMPTY =
      new FaceTally(
          0,
          0,
          0,
          0,
          Collections.nCopies(Expression.ALL.size(), 0.0),
          Collections.emptySortedMap(),
          0,
          Collections.emptySortedSet(),
          Integer.MAX_VALUE,
          FaceHistograms.EMPTY);

  private static final double MILLIS_PER_SECOND = 1000;

  public FaceTally {
    sums = List.copyOf(sums);
    tracks = Collections.unmodifiableSortedMap(tracks);
    models = Collections.unmodifiableSortedSet(models);
    if (sums.size() != Expression.ALL.size()) {
      throw new IllegalArgumentException("a tally has seven sums, not " + sums.size());
    }
  }

  /** An analysed frame. */
  public static FaceTally of(FrameExpressions frame, int minimumPeople) {
    return of(frame, minimumPeople, EMPTY);
  }

  /**
   * An analysed frame.
   *
   * @param before of its ten-second window so far: a track that it has sampled is not sampled again
   */
  public static FaceTally of(FrameExpressions frame, int minimumPeople, FaceTally before) {
    List<FaceExpression> faces = frame.faces();
    long at = frame.frame().capturedAt().toEpochMilli();
    SortedMap<Long, Sighting> tracks = new TreeMap<>();
    frame.unanalysed().stream()
        .filter(face -> face.reason() != Suitability.LIKELY_PICTURE)
        .forEach(face -> tracks.put(face.track(), Sighting.at(at, 0)));
    Map<Long, FaceExpression> sampled = new LinkedHashMap<>();
    for (FaceExpression face : faces) {
      boolean isNew = !before.hasSampled(face.track());
      tracks.put(face.track(), Sighting.at(at, isNew ? 1 : 0));
      if (isNew) {
        sampled.put(face.track(), face);
      }
    }
    return new FaceTally(
        1,
        frame.facesSeen(),
        faces.size(),
        faces.stream().filter(face -> face.probabilities().uncertain()).count(),
        Expression.ALL.stream().map(expression -> sum(faces, expression)).toList(),
        tracks,
        frame.facesSeen(),
        faces.isEmpty() ? Collections.emptySortedSet() : new TreeSet<>(Set.of(frame.model())),
        minimumPeople,
        FaceHistograms.of(sampled.values()));
  }

  private boolean hasSampled(long track) {
    Sighting sighting = tracks.get(track);
    return sighting != null && sighting.samples() > 0;
  }

  public FaceTally plus(FaceTally other) {
    if (frames == 0 || other.frames == 0) {
      return frames == 0 ? other : this;
    }
    SortedMap<Long, Sighting> allTracks = new TreeMap<>(tracks);
    other.tracks.forEach((track, sighting) -> allTracks.merge(track, sighting, Sighting::plus));
    SortedSet<Integer> allModels = new TreeSet<>(models);
    allModels.addAll(other.models);
    return new FaceTally(
        frames + other.frames,
        seen + other.seen,
        analysed + other.analysed,
        uncertain + other.uncertain,
        IntStream.range(0, sums.size()).mapToObj(i -> sums.get(i) + other.sums.get(i)).toList(),
        allTracks,
        Math.max(most, other.most),
        allModels,
        Math.min(minimumPeople, other.minimumPeople),
        histograms.plus(other.histograms));
  }

  /** Sum over the tracks of the squared number of their faces in {@link #histograms}. */
  public long squares() {
    return tracks.values().stream().mapToLong(it -> it.samples() * it.samples()).sum();
  }

  public FaceStatistics statistics() {
    return frames == 0
        ? FaceStatistics.NONE
        : new FaceStatistics(
            frames,
            seen,
            analysed,
            most,
            tracks.size(),
            dwellSeconds(),
            shares(),
            uncertain,
            List.copyOf(models));
  }

  private Optional<Double> dwellSeconds() {
    OptionalDouble mean =
        tracks.values().stream().filter(Sighting::timed).mapToLong(Sighting::millis).average();
    return mean.isPresent()
        ? Optional.of(mean.getAsDouble() / MILLIS_PER_SECOND)
        : Optional.empty();
  }

  /**
   * The mean probabilities. They are divided by their own total, not by the number of faces: a
   * face's seven floats may miss 1 by a thousandth, the shares of a window may not.
   */
  private List<Double> shares() {
    double total = sums.stream().mapToDouble(Double::doubleValue).sum();
    return analysed == 0 ? List.of() : sums.stream().map(sum -> sum / total).toList();
  }

  private static double sum(List<FaceExpression> faces, Expression expression) {
    return faces.stream().mapToDouble(face -> face.probabilities().of(expression)).sum();
  }
}
