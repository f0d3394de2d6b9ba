package io.moodstream.allinone.commands;

import io.moodstream.allinone.options.ClassifierOptions;
import io.moodstream.allinone.options.DetectorOptions;
import io.moodstream.allinone.options.UsageError;
import io.moodstream.allinone.video.AnnotatedVideo;
import io.moodstream.allinone.video.FaceReport;
import io.moodstream.allinone.video.Progress;
import io.moodstream.allinone.video.VideoAnalysis;
import io.moodstream.allinone.video.VideoFile;
import io.moodstream.dashboard.live.ProbabilitySmoother;
import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.facedetector.FaceFinder;
import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.pipeline.Span;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The pipeline's detector and model over a file, without Kafka. */
@Command(
    name = "analyze",
    mixinStandardHelpOptions = true,
    description = "Analyses a video or a picture, offline, to csv or json lines: one line a face.")
final class AnalyzeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "A video or a picture.")
  private Path file = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "csv|json",
      defaultValue = "csv",
      description = "csv with a header line, or a json object a line. Default: ${DEFAULT-VALUE}")
  private FaceReport.Format format = FaceReport.Format.CSV;

  @Option(
      names = "--annotate",
      paramLabel = "OUT.mp4",
      description =
          "Also writes the video (H.264) with a box and the expression's name at each face.")
  private @Nullable Path annotated;

  @Option(
      names = "--smoothing",
      paramLabel = "TIME",
      description = {
        "Half-life of the probabilities that the annotated video shows of each face; 0s for none.",
        "csv and json lines are never smoothed. Default: ${DEFAULT-VALUE}"
      })
  private Span smoothing = new Span(ProbabilitySmoother.DEFAULT_HALF_LIFE);

  @Mixin private DetectorOptions detector = new DetectorOptions();
  @Mixin private ClassifierOptions classifier = new ClassifierOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (isFile(annotated)) {
      throw new UsageError(
          "--annotate %s is the very file to analyse: name another one".formatted(annotated));
    }
    requireMp4(annotated);
    PrintWriter out = spec.commandLine().getOut();
    var report = new FaceReport(format, out);
    DetectorSettings settings = detector.plain();
    ProbabilitySmoother smoother =
        UsageError.unlessValid(() -> new ProbabilitySmoother(smoothing.duration()));
    try (VideoFile video = VideoFile.open(file);
        FaceFinder finder = FaceFinder.open(settings);
        ExpressionModel model = classifier.openModel();
        AnnotatedVideo copy = AnnotatedVideo.of(Optional.ofNullable(annotated), video);
        Progress progress = Progress.over(video)) {
      new VideoAnalysis(video, finder, settings, model, smoother).run(report, copy, progress);
    }
    out.flush();
    return 0;
  }

  private static void requireMp4(@Nullable Path copy) {
    if (copy != null && !copy.toString().toLowerCase(Locale.ROOT).endsWith(".mp4")) {
      throw new UsageError("--annotate writes MP4: %s does not end in .mp4".formatted(copy));
    }
  }

  /** Also by another name. */
  private boolean isFile(@Nullable Path path) throws IOException {
    return path != null && Files.exists(path) && Files.exists(file) && Files.isSameFile(path, file);
  }
}
