package io.moodstream.dashboard.models;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Probabilities;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** One model's part of a {@link ShadowTally}. For one thread at a time. */
final class ShadowSide {
  /** Times are measured over this many frames: an hour ago is irrelevant now. */
  static final int LATEST_FRAMES = 1_000;

  private static final double NANOS_PER_MILLI = 1e6;

  private final double[] sums = new double[Expression.ALL.size()];
  private final long[] latestNanos = new long[LATEST_FRAMES];
  private double confidence;
  private long timed;

  void took(Duration inference) {
    latestNanos[(int) (timed % LATEST_FRAMES)] = inference.toNanos();
    timed++;
  }

  void judged(Probabilities face) {
    for (Expression expression : Expression.ALL) {
      sums[expression.index()] += face.of(expression);
    }
    confidence += face.of(face.top());
  }

  ShadowReport.Side report(int version, long faces) {
    long[] times = Arrays.copyOf(latestNanos, (int) Math.min(timed, LATEST_FRAMES));
    Arrays.sort(times);
    int p95 = (int) Math.ceil(0.95 * times.length) - 1;
    return new ShadowReport.Side(
        version,
        shares(faces),
        faces == 0 ? 0 : confidence / faces,
        Arrays.stream(times).average().orElse(0) / NANOS_PER_MILLI,
        times.length == 0 ? 0 : times[p95] / NANOS_PER_MILLI);
  }

  private List<Double> shares(long faces) {
    return faces == 0
        ? List.of()
        : IntStream.range(0, sums.length).mapToObj(i -> sums[i] / faces).toList();
  }
}
