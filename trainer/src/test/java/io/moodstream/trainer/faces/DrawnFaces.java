package io.moodstream.trainer.faces;

import io.moodstream.pipeline.frames.Expression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Labelled faces that belong to no one. */
public final class DrawnFaces {
  private DrawnFaces() {}

  public static List<Example> of(int each, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Example> examples = new ArrayList<>();
    for (Expression expression : Expression.ALL) {
      for (int i = 0; i < each; i++) {
        examples.add(
            new Example(
                "%s_%d.png".formatted(expression.label(), i),
                expression,
                DrawnFace.draw(expression, random)));
      }
    }
    return examples;
  }

  /** As {@code train/<expression>/*.png} and {@code test/<expression>/*.png}. */
  public static Path folder(Path folder, int train, int test) throws IOException {
    write(folder.resolve("train"), of(train, 1));
    write(folder.resolve("test"), of(test, 2));
    return folder;
  }

  private static void write(Path part, List<Example> examples) throws IOException {
    for (Example example : examples) {
      Path file = part.resolve(example.expression().label()).resolve(example.name());
      Files.createDirectories(file.getParent());
      ImageIO.write(ImageExport.image(example.pixels()), "png", file.toFile());
    }
  }
}
