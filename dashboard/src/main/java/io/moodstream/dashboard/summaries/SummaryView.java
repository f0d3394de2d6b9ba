package io.moodstream.dashboard.summaries;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.moodstream.dashboard.cameras.CameraView;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.summaries.Coverage;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Summary;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A window of one camera in the API. What depends on faces is null in a suppressed window.
 *
 * @param isFinal whether the aggregator has closed the window, so that it changes no more
 * @param frames analysed frames
 * @param coverage analysed frames over all frames; null without any
 * @param facesSeen faces found
 * @param faces of these, good enough to be analysed
 * @param meanFaces faces found per frame; null without frames
 * @param appearances distinct tracks
 * @param dwellSeconds mean time in view per appearance; null without any
 * @param shares seven in model order, sum 1; null without faces
 * @param valence -1 to 1; null without faces
 * @param expressiveness 0 to 1; null without faces
 * @param uncertain share of the faces whose top probability is under 0.5; null without faces
 * @param hourOfDay 0 to 23 where windows are grouped by it, else absent
 * @param weekday 1 (Monday) to 7 where windows are grouped by it, else absent
 */
public record SummaryView(
    String camera,
    String from,
    String to,
    @JsonProperty("final") boolean isFinal,
    long frames,
    long skipped,
    @Nullable Double coverage,
    @Nullable Long facesSeen,
    @Nullable Long faces,
    @Nullable Long maxFaces,
    @Nullable Double meanFaces,
    @Nullable Long appearances,
    @Nullable Double dwellSeconds,
    @Nullable Map<String, Double> shares,
    @Nullable String dominant,
    @Nullable Double valence,
    @Nullable Double expressiveness,
    @Nullable Double uncertain,
    boolean suppressed,
    List<Integer> models,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer hourOfDay,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer weekday) {

  /**
   * The answer to a query.
   *
   * @param minimumPeople the minimum group size that applies now; 0 for none
   */
  record Series(String step, int minimumPeople, List<SummaryView> series) {}

  /** The live event {@code summary}. */
  public record Event(String step, int minimumPeople, @JsonUnwrapped SummaryView summary) {}

  public static SummaryView of(Summary summary) {
    return of(summary, summary.from(), summary.from().plus(summary.step().length()));
  }

  static SummaryView of(Summary summary, Instant from, Instant to) {
    Coverage coverage = summary.coverage();
    FaceStatistics faces = summary.faces();
    Optional<FaceStatistics> shown = summary.suppressed() ? Optional.empty() : Optional.of(faces);
    return new SummaryView(
        summary.camera().value(),
        from.toString(),
        to.toString(),
        summary.isFinal(),
        coverage.frames(),
        coverage.skipped(),
        coverage.ratio().orElse(null),
        shown.map(FaceStatistics::seen).orElse(null),
        shown.map(FaceStatistics::analysed).orElse(null),
        shown.map(FaceStatistics::most).orElse(null),
        faces.meanFaces().orElse(null),
        shown.map(FaceStatistics::appearances).orElse(null),
        faces.dwellSeconds().orElse(null),
        shares(faces.shares()),
        faces.dominant().map(Expression::label).orElse(null),
        faces.valence().map(SummaryView::rounded).orElse(null),
        faces.expressiveness().map(SummaryView::rounded).orElse(null),
        faces.uncertainShare().orElse(null),
        summary.suppressed(),
        faces.models(),
        null,
        null);
  }

  private static double rounded(double index) {
    return CameraView.rounded(index, 9);
  }

  /** The same as a sum of windows. */
  SummaryView summed(boolean isFinal, Optional<Integer> hourOfDay, Optional<Integer> weekday) {
    return new SummaryView(
        camera,
        from,
        to,
        isFinal,
        frames,
        skipped,
        coverage,
        facesSeen,
        faces,
        maxFaces,
        meanFaces,
        appearances,
        dwellSeconds,
        shares,
        dominant,
        valence,
        expressiveness,
        uncertain,
        suppressed,
        models,
        hourOfDay.orElse(null),
        weekday.orElse(null));
  }

  private static @Nullable Map<String, Double> shares(List<Double> values) {
    if (values.isEmpty()) {
      return null;
    }
    var shares = new LinkedHashMap<String, Double>();
    for (Expression expression : Expression.ALL) {
      shares.put(expression.label(), values.get(expression.index()));
    }
    return shares;
  }
}
