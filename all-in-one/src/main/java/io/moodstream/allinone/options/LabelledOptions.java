package io.moodstream.allinone.options;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Labelled faces, to learn from or to measure on. */
public final class LabelledOptions {
  private static final String LABEL = "DIR|CSV|TAR.GZ";

  @Option(
      names = "--data",
      paramLabel = LABEL,
      description = {
        "Class folders ([train|test/]<expression>/*.jpg|png; expressions may be missing), as they",
        "are or in a tar.gz, or FER-2013's csv (emotion,pixels,Usage). Where they are divided into",
        "train and test, the test part is measured."
      })
  private @Nullable Path data;

  @Option(
      names = "--votes",
      paramLabel = "CSV",
      description = "FER+'s annotators' votes: a second target, and what a model is compared with.")
  private @Nullable Path votes;

  @Mixin private PictureOptions pictures = new PictureOptions();

  /**
   * @throws UsageError if it is missing
   */
  public Path data() {
    return named()
        .orElseThrow(() -> new UsageError("Missing required option: '--data=%s'".formatted(LABEL)));
  }

  public Optional<Path> named() {
    return Optional.ofNullable(data);
  }

  public Optional<Path> votes() {
    return Optional.ofNullable(votes);
  }

  public PictureOptions.Reader reader() {
    return pictures.reader();
  }
}
