package io.moodstream.pipeline.summaries;

import io.moodstream.pipeline.UserFacing;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Answers questions about the past; the aggregator does, for a dashboard in its own process or over
 * HTTP.
 */
@FunctionalInterface
public interface SummaryQuery {
  /**
   * Summaries whose window starts in {@code [from, to)}, sorted by camera and start.
   *
   * @param cameras the cameras to ask for; empty for all
   * @throws SummariesUnavailable while state is being restored or has moved: ask again later
   */
  List<Summary> summaries(Set<CameraId> cameras, Step step, Instant from, Instant to);

  /**
   * The state that would answer is not here yet; never answered by silently leaving something out.
   */
  final class SummariesUnavailable extends RuntimeException implements UserFacing {
    private static final long serialVersionUID = 1L;

    public SummariesUnavailable(String message) {
      super(message);
    }
  }
}
