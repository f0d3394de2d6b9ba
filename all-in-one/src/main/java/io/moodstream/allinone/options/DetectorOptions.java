package io.moodstream.allinone.options;

import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.pipeline.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
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
        "Smaller faces are not looked for, pixels of the frame. Half of it takes four times the",
        "work. Default: 40; 20 in frames narrower than 640 pixels"
      })
  private @Nullable Integer smallestFace;

  @Option(
      names = "--search-interval",
      paramLabel = "TIME",
      converter = SecondsConverter.class,
      description = {
        "Within this time all that changes in the picture is searched for new faces, as far as the",
        "budget allows. Default: ${DEFAULT-VALUE}"
      })
  private Span searchInterval = new Span(DEFAULTS.searchInterval());

  @Option(
      names = "--search-budget",
      paramLabel = "0..1",
      description = {
        "Share of one processor that the search for new faces may take for each camera.",
        "Following known faces comes on top of it. Default: ${DEFAULT-VALUE}"
      })
  private double searchBudget = DEFAULTS.searchBudget();

  @Option(
      names = "--track-overlap",
      paramLabel = "0..1",
      description =
          "Boxes that overlap at least so much are the same face. Default: ${DEFAULT-VALUE}")
  private double trackOverlap = DEFAULTS.trackOverlap();

  @Option(
      names = "--track-life",
      paramLabel = "TIME",
      converter = SecondsConverter.class,
      description = {
        "A face that was not seen for longer is another one when it comes back.",
        "Default: ${DEFAULT-VALUE}"
      })
  private Span trackLife = new Span(DEFAULTS.trackLife());

  @Option(
      names = "--haar-cascade",
      paramLabel = "FILE",
      description = "An OpenCV cascade, instead of frontalface_alt2.")
  private @Nullable Path cascade;

  @Option(
      names = "--haar-scale",
      paramLabel = "FACTOR",
      description = {
        "From one size of face to the next. Nearer to 1 finds more, in more time.",
        "Default: ${DEFAULT-VALUE}"
      })
  private double haarScale = DetectorSettings.Haar.DEFAULT.scaleFactor();

  @Option(
      names = "--haar-neighbors",
      paramLabel = "N",
      description = {
        "Neighbouring finds that make a face. More means fewer false ones.",
        "Default: ${DEFAULT-VALUE}"
      })
  private int haarNeighbors = DetectorSettings.Haar.DEFAULT.minNeighbors();

  @Option(
      names = "--yunet-score",
      paramLabel = "0..1",
      description = "The least confidence that makes a face. Default: ${DEFAULT-VALUE}")
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
        smallestFace == null ? OptionalInt.empty() : OptionalInt.of(smallestFace),
        searchInterval.duration(),
        searchBudget,
        freshness,
        trackOverlap,
        trackLife.duration(),
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
}
