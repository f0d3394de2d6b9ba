package io.moodstream.dashboard.drift;

import static io.moodstream.dashboard.cameras.CameraView.rounded;

import io.moodstream.pipeline.drift.Drift;
import io.moodstream.pipeline.drift.DriftPeriod;
import io.moodstream.pipeline.drift.FeatureDrift;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The drift of a camera in the API.
 *
 * @param state learning, waiting or compared
 * @param level stable, moderate or large: of the feature that has changed most; null without a
 *     comparison
 * @param psi the largest index that sampling noise does not explain; null without a comparison
 * @param at the end of the last hour that is counted, RFC 3339; null before the first
 * @param reason why there is no comparison; empty with one
 */
public record DriftView(
    String camera,
    String state,
    @Nullable String level,
    @Nullable Double psi,
    @Nullable String at,
    @Nullable Period reference,
    @Nullable Period current,
    List<Feature> features,
    String reason) {
  private static final int DECIMALS = 3;

  /**
   * @param independentFaces as many faces of different appearances would weigh as much
   * @param needed the least number of them for a comparison
   */
  public record Period(String from, String to, long faces, long independentFaces, int needed) {
    static Period of(DriftPeriod period) {
      return new Period(
          period.from().toString(),
          period.to().toString(),
          period.faces(),
          (long) period.independent(),
          period.needed());
    }
  }

  /**
   * @param noise 95 of 100 comparisons of so many faces stay below it with nothing changed
   * @param bins what each share is about; empty, as the shares, for callers who may not see
   *     statistics of any time
   */
  public record Feature(
      String feature,
      double psi,
      double noise,
      String level,
      List<String> bins,
      List<Double> reference,
      List<Double> current) {
    static Feature of(FeatureDrift drift, boolean shares) {
      return new Feature(
          drift.feature().label(),
          rounded(drift.psi(), DECIMALS),
          rounded(drift.noise(), DECIMALS),
          label(drift.level()),
          shares ? drift.feature().bins() : List.of(),
          shares ? roundedShares(drift.reference()) : List.of(),
          shares ? roundedShares(drift.current()) : List.of());
    }

    private static List<Double> roundedShares(List<Double> shares) {
      return shares.stream().map(share -> rounded(share, DECIMALS)).toList();
    }
  }

  static DriftView none(String camera) {
    return new DriftView(
        camera,
        label(Drift.State.LEARNING),
        null,
        null,
        null,
        null,
        null,
        List.of(),
        "no hour with faces is over yet");
  }

  static DriftView of(Drift drift, boolean shares) {
    return new DriftView(
        drift.camera().value(),
        label(drift.state()),
        drift.level().map(DriftView::label).orElse(null),
        drift.largest().map(largest -> rounded(largest, DECIMALS)).orElse(null),
        drift.at().toString(),
        Period.of(drift.reference()),
        drift.current().map(Period::of).orElse(null),
        drift.features().stream().map(feature -> Feature.of(feature, shares)).toList(),
        reason(drift));
  }

  private static String reason(Drift drift) {
    return switch (drift.state()) {
      case LEARNING ->
          drift.reference().hasEnough()
              ? "the reference takes a week, since %s".formatted(drift.reference().from())
              : "not enough faces for a reference yet (%s)".formatted(faces(drift.reference()));
      case WAITING ->
          drift
              .current()
              .map(current -> "not enough faces yet (%s)".formatted(faces(current)))
              .orElse("the first day after the reference is not over yet");
      case COMPARED -> "";
    };
  }

  private static String faces(DriftPeriod period) {
    return "%,d of %,d".formatted((long) period.independent(), period.needed());
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
