package io.moodstream.allinone;

import io.moodstream.facedetector.DetectorSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How faces are found. */
final class DetectorOptions {
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

  DetectorSettings settings(FlowOptions flow) {
    return plain().withFreshness(flow.detectionFreshness()).withThreads(flow.threads());
  }

  /** For frames that come from no stream. */
  DetectorSettings plain() {
    return switch (kind) {
      case HAAR -> DetectorSettings.defaults();
      case YUNET ->
          DetectorSettings.defaults().withDetector(DetectorSettings.YuNet.of(requiredModel()));
    };
  }

  private Path requiredModel() {
    if (model == null) {
      throw new Failure("--detector yunet needs --detector-model FILE: YuNet's ONNX file");
    }
    return model;
  }
}
