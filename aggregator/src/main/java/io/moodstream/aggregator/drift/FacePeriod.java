package io.moodstream.aggregator.drift;

import io.moodstream.aggregator.tally.FaceHistograms;
import io.moodstream.pipeline.drift.DriftFeature;
import io.moodstream.pipeline.drift.DriftPeriod;
import java.time.Instant;
import java.util.stream.LongStream;

/**
 * The faces of a period, each once in ten seconds.
 *
 * @param from inclusive
 * @param to exclusive
 * @param squares sum over the appearances of their faces squared
 */
record FacePeriod(Instant from, Instant to, FaceHistograms histograms, long squares) {
  static FacePeriod empty(Instant at) {
    return new FacePeriod(at, at, FaceHistograms.EMPTY, 0);
  }

  boolean has(DriftFeature feature) {
    return LongStream.of(histograms.of(feature)).anyMatch(count -> count > 0);
  }

  long faces() {
    return histograms.faces();
  }

  /**
   * Kish's effective sample size: as many faces of appearances that are seen once. Takes faces of
   * one appearance as equal, so it is rather too small than too large.
   */
  double independent() {
    double faces = faces();
    return squares == 0 ? 0 : faces * faces / squares;
  }

  FacePeriod plus(FacePeriod later) {
    return new FacePeriod(
        from, later.to, histograms.plus(later.histograms), squares + later.squares);
  }

  DriftPeriod toDriftPeriod(int needed) {
    return new DriftPeriod(from, to, faces(), independent(), needed);
  }
}
