package io.moodstream.dashboard.models;

import static io.moodstream.dashboard.cameras.CameraView.rounded;

import io.moodstream.pipeline.frames.Expression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Champion and challenger side by side, as the API returns it. Where nothing is compared all but
 * the champion and the counts is null; before the first face all figures are. Where a minimum group
 * size applies, or the caller sees some cameras only, everything that depends on faces is null.
 *
 * @param agreement share of the faces on which both see the same expression
 * @param shares mean probabilities over the same faces
 * @param confidence mean top probability over them
 * @param inferenceMillis of all faces of a frame, over the latest thousand frames
 */
public record ShadowView(
    @Nullable Integer champion,
    @Nullable Integer challenger,
    @Nullable String since,
    @Nullable Long frames,
    @Nullable Long faces,
    @Nullable Double agreement,
    @Nullable Both<Map<String, Double>> shares,
    @Nullable Both<Double> confidence,
    @Nullable Both<Time> inferenceMillis,
    boolean suppressed) {

  record Both<T>(T champion, T challenger) {}

  record Time(double mean, double p95) {}

  public static ShadowView none(Optional<Integer> champion) {
    return new ShadowView(champion.orElse(null), null, null, 0L, 0L, null, null, null, null, false);
  }

  public static ShadowView of(ShadowReport report) {
    ShadowReport.Side one = report.champion();
    ShadowReport.Side other = report.challenger();
    boolean any = report.faces() > 0;
    return new ShadowView(
        one.version(),
        other.version(),
        report.since().toString(),
        report.frames(),
        report.faces(),
        any ? report.agreement() : null,
        any ? new Both<>(shares(one.shares()), shares(other.shares())) : null,
        any ? new Both<>(one.confidence(), other.confidence()) : null,
        any ? new Both<>(time(one), time(other)) : null,
        false);
  }

  /** Without what depends on faces. */
  public ShadowView withheld() {
    return since == null
        ? this
        : new ShadowView(champion, challenger, since, null, null, null, null, null, null, true);
  }

  private static Map<String, Double> shares(List<Double> values) {
    var shares = new LinkedHashMap<String, Double>();
    Expression.ALL.forEach(e -> shares.put(e.label(), values.get(e.index())));
    return shares;
  }

  private static Time time(ShadowReport.Side side) {
    return new Time(rounded(side.meanMillis(), 3), rounded(side.p95Millis(), 3));
  }
}
