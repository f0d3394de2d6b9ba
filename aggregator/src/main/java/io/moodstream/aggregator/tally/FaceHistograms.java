package io.moodstream.aggregator.tally;

import io.moodstream.pipeline.drift.DriftFeature;
import io.moodstream.pipeline.frames.FaceExpression;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How many faces lie in each bin of each feature.
 *
 * @param counts of all bins in the order of the features; none for no face
 */
public record FaceHistograms(List<Long> counts) {
  public static final FaceHistograms EMPTY = new FaceHistograms(List.of());

  public FaceHistograms {
    counts = List.copyOf(counts);
    if (!counts.isEmpty() && counts.size() != DriftFeature.ALL_BINS) {
      throw new IllegalArgumentException(
          "histograms have %d bins, not %d".formatted(DriftFeature.ALL_BINS, counts.size()));
    }
  }

  static FaceHistograms of(Collection<FaceExpression> faces) {
    if (faces.isEmpty()) {
      return EMPTY;
    }
    var counts = new long[DriftFeature.ALL_BINS];
    for (DriftFeature feature : DriftFeature.values()) {
      int offset = feature.offset();
      faces.forEach(face -> feature.bin(face).ifPresent(bin -> counts[offset + bin]++));
    }
    return new FaceHistograms(Arrays.stream(counts).boxed().toList());
  }

  public FaceHistograms plus(FaceHistograms other) {
    if (counts.isEmpty() || other.counts.isEmpty()) {
      return counts.isEmpty() ? other : this;
    }
    return new FaceHistograms(
        IntStream.range(0, counts.size())
            .mapToObj(i -> counts.get(i) + other.counts.get(i))
            .toList());
  }

  /** The counts of the bins of one feature. */
  public long[] of(DriftFeature feature) {
    int offset = feature.offset();
    return counts.isEmpty()
        ? new long[feature.bins().size()]
        : counts.subList(offset, offset + feature.bins().size()).stream()
            .mapToLong(Long::longValue)
            .toArray();
  }

  /** Every face has an expression. */
  public long faces() {
    return LongStream.of(of(DriftFeature.EXPRESSION)).sum();
  }
}
