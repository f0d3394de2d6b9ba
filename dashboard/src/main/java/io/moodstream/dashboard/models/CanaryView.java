package io.moodstream.dashboard.models;

import static io.moodstream.dashboard.cameras.CameraView.rounded;

import io.moodstream.pipeline.models.CanaryFigures;
import io.moodstream.pipeline.models.ModelAssignment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The running canary beside the champion, as the API returns it; without one all is null or empty.
 * Where a minimum group size applies, or the caller sees some cameras only, what depends on faces
 * is null.
 *
 * @param percent of the cameras
 * @param cameras that it serves, of those that are known
 * @param allCameras how many are known
 * @param faces that both models predicted
 * @param disagreement share of these at which they see another expression; null before the first
 * @param uncertain share of these at which a model is uncertain
 * @param millis median time a face, of the slowest classifier
 */
public record CanaryView(
    @Nullable Integer version,
    @Nullable Integer champion,
    @Nullable Integer percent,
    @Nullable String since,
    @Nullable String by,
    @Nullable String reason,
    List<String> cameras,
    int allCameras,
    @Nullable Long faces,
    @Nullable Double disagreement,
    @Nullable Both uncertain,
    @Nullable Both millis,
    boolean suppressed) {
  private static final int DECIMALS = 4;

  /** Of the same faces. */
  record Both(double canary, double champion) {}

  static CanaryView none(int allCameras) {
    return new CanaryView(
        null, null, null, null, null, null, List.of(), allCameras, null, null, null, null, false);
  }

  static CanaryView of(
      ModelAssignment canary,
      int champion,
      CanaryFigures figures,
      List<String> cameras,
      int allCameras) {
    double faces = figures.compared();
    boolean any = faces > 0;
    return new CanaryView(
        canary.version(),
        champion,
        canary.percent(),
        canary.since().toString(),
        canary.by(),
        canary.reason(),
        cameras,
        allCameras,
        figures.compared(),
        any ? rounded(figures.differing() / faces, DECIMALS) : null,
        any
            ? new Both(
                rounded(figures.uncertain() / faces, DECIMALS),
                rounded(figures.championUncertain() / faces, DECIMALS))
            : null,
        figures.millis() > 0
            ? new Both(
                rounded(figures.millis(), DECIMALS), rounded(figures.championMillis(), DECIMALS))
            : null,
        false);
  }

  CanaryView withheld() {
    return version == null
        ? this
        : new CanaryView(
            version,
            champion,
            percent,
            since,
            by,
            reason,
            cameras,
            allCameras,
            null,
            null,
            null,
            null,
            true);
  }
}
