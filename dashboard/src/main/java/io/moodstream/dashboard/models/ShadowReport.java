package io.moodstream.dashboard.models;

import java.time.Instant;
import java.util.List;

/**
 * How a challenger differs from the champion so far.
 *
 * @param since when this champion and this challenger first stood side by side
 * @param frames that both analysed
 * @param faces on them
 * @param agreement share of the faces on which both see the same expression; 0 without faces
 */
public record ShadowReport(
    long frames, long faces, double agreement, Instant since, Side champion, Side challenger) {

  /**
   * The predictions of one of the two for the same faces.
   *
   * @param version of the model
   * @param shares mean probabilities in model order; empty without faces
   * @param confidence mean of the faces' top probabilities; 0 without faces
   * @param meanMillis inference of all faces of a frame, over the latest frames; 0 without frames
   * @param p95Millis the same for the slowest twentieth of them
   */
  public record Side(
      int version, List<Double> shares, double confidence, double meanMillis, double p95Millis) {
    public Side {
      shares = List.copyOf(shares);
    }
  }
}
