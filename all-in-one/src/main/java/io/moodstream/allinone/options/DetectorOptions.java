package io.moodstream.allinone.options;

import io.moodstream.facedetector.search.DetectorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How faces are found. */
public final class DetectorOptions {
  private static final DetectorSettings DEFAULTS = DetectorSettings.defaults();

  /** The kinds of detector. */
  enum Kind {
    HAAR,
    YUNET
  }

  @Option(
      names = "--detector",
      paramLabel = "haar|yunet",
      defaultValue = "haar",
      description = "What finds the faces. Default: ${DEFAULT-VALUE}")
  private Kind kind = Kind.HAAR;

  @Option(
      names = "--detector-model",
      paramLabel = "FILE",
      description = "YuNet's ONNX file; it does not come with moodstream.")
  private @Nullable Path model;

  @Option(
      names = "--smallest-face",
      paramLabel = "PIXELS",
      description = {
        "Smaller faces are not looked for, pixels of the frame: 40. Half of it takes four times",
        "the work."
      })
  private int smallestFace = DEFAULTS.smallestFace();

  @Option(
      names = "--search-interval",
      paramLabel = "SECONDS",
      description = {
        "Within this time all that changes in the picture is searched for new faces, as far as the",
        "budget allows: 1."
      })
  private double searchInterval = seconds(DEFAULTS.searchInterval());

  @Option(
      names = "--search-budget",
      paramLabel = "0..1",
      description = {
        "Share of one processor that the search for new faces may take for each camera: 0.3.",
        "Following known faces comes on top of it."
      })
  private double searchBudget = DEFAULTS.searchBudget();

  @Option(
      names = "--track-overlap",
      paramLabel = "0..1",
      description = "Boxes that overlap at least so much are the same face: 0.3.")
  private double trackOverlap = DEFAULTS.trackOverlap();

  @Option(
      names = "--track-life",
      paramLabel = "SECONDS",
      description = "A face that was not seen for longer is another one when it comes back: 1.5.")
  private double trackLife = seconds(DEFAULTS.trackLife());

  @Option(
      names = "--haar-cascade",
      paramLabel = "FILE",
      description = "An OpenCV cascade, instead of frontalface_alt2.")
  private @Nullable Path cascade;

  @Option(
      names = "--haar-scale",
      paramLabel = "FACTOR",
      description = "From one size of face to the next: 1.1. Nearer to 1 finds more, in more time.")
  private double haarScale = DetectorSettings.Haar.DEFAULT.scaleFactor();

  @Option(
      names = "--haar-neighbors",
      paramLabel = "N",
      description = "Neighbouring finds that make a face: 5. More means fewer false ones.")
  private int haarNeighbors = DetectorSettings.Haar.DEFAULT.minNeighbors();

  @Option(
      names = "--yunet-score",
      paramLabel = "0..1",
      description = "The least confidence that makes a face: 0.8.")
  private double yunetScore = DetectorSettings.YuNet.DEFAULT_SCORE;

  public DetectorSettings settings(FlowOptions flow) {
    return UsageError.unlessValid(() -> with(flow.detectionFreshness(), flow.threads()));
  }

  /** For frames that come from no stream. */
  public DetectorSettings plain() {
    return UsageError.unlessValid(() -> with(DEFAULTS.freshness(), DEFAULTS.threads()));
  }

  private DetectorSettings with(Duration freshness, int threads) {
    return new DetectorSettings(
        detector(),
        smallestFace,
        duration(searchInterval),
        searchBudget,
        freshness,
        trackOverlap,
        duration(trackLife),
        threads);
  }

  private DetectorSettings.Detector detector() {
    return switch (kind) {
      case HAAR ->
          new DetectorSettings.Haar(Optional.ofNullable(cascade), haarScale, haarNeighbors);
      case YUNET -> new DetectorSettings.YuNet(requiredModel(), yunetScore);
    };
  }

  private Path requiredModel() {
    if (model == null) {
      throw new UsageError("--detector yunet needs --detector-model FILE: YuNet's ONNX file");
    }
    return model;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
