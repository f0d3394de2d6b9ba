package io.moodstream.allinone.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** A model trained in seconds, through the command line, on noise: it works and knows nothing. */
final class TinyBundle {
  private static final int FACES_EACH = 12;

  private TinyBundle() {}

  /** The zip of a freshly trained bundle, in {@code folder}. */
  static Path zip(Path folder) throws IOException {
    Path out = folder.resolve("training");
    int code =
        Moodstream.commandLine()
            .execute(
                "train",
                "--architecture",
                "tiny",
                "--epochs",
                "1",
                "--threads",
                "1",
                "--precision",
                "fp32",
                "--data",
                csv(folder.resolve("noise.csv")).toString(),
                "--out",
                out.toString());
    assertThat(code).isZero();
    return Files.write(folder.resolve("tiny.zip"), ModelBundle.open(out.resolve("model")).toZip());
  }

  /** As FER-2013's csv. */
  private static Path csv(Path file) throws IOException {
    var random = new Random(2013);
    List<String> lines = new ArrayList<>(List.of("emotion,pixels,Usage"));
    for (int emotion = 0; emotion < Expression.ALL.size(); emotion++) {
      for (int i = 0; i < FACES_EACH; i++) {
        String pixels =
            random
                .ints(Pixels.COUNT, 0, 256)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" "));
        lines.add("%d,%s,%s".formatted(emotion, pixels, i < 10 ? "Training" : "PublicTest"));
      }
    }
    return Files.write(file, lines);
  }
}
