package io.moodstream.trainer.faces;

import io.moodstream.pipeline.frames.Expression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Labelled faces: those to learn from and those to measure on.
 *
 * @param source name of the file or folder
 * @param test FER-2013's PublicTest, say; may be empty
 * @param leftOut pictures that are no faces to learn from, a line each: the file and why
 * @param notices one line each: what was left out or is missing
 */
public record Dataset(
    String source,
    List<Example> train,
    List<Example> test,
    List<String> leftOut,
    List<String> notices) {
  /** Of each expression that is there at all: with fewer there is nothing to learn. */
  static final int FEWEST = 10;

  public Dataset {
    train = List.copyOf(train);
    test = List.copyOf(test);
    leftOut = List.copyOf(leftOut);
    notices = List.copyOf(notices);
  }

  /** PrivateTest is the test only where there is no other; else it is left out. */
  static Dataset of(
      String source, Map<Split, List<Example>> parts, List<String> leftOut, List<String> notices) {
    List<Example> test = parts.getOrDefault(Split.TEST, List.of());
    List<Example> last = parts.getOrDefault(Split.PRIVATE_TEST, List.of());
    List<String> all = new ArrayList<>(notices);
    if (!last.isEmpty() && !test.isEmpty()) {
      all.add("%d PrivateTest faces are left out".formatted(last.size()));
    }
    return new Dataset(
        source,
        parts.getOrDefault(Split.TRAIN, List.of()),
        test.isEmpty() ? last : test,
        leftOut,
        all);
  }

  /** Pictures that are faces. */
  public static Dataset read(Path data) {
    return read(data, PictureReader.WHOLE);
  }

  /**
   * Reads all there is.
   *
   * @param data a folder or tar.gz of {@code [train|test|private-test/]<expression>/*.jpg|png}, or
   *     Kaggle's csv
   * @throws TrainerException if it is none of these or cannot be read
   */
  public static Dataset read(Path data, PictureReader reader) {
    if (!Files.exists(data)) {
      throw new TrainerException("%s: there is no such file or folder".formatted(data));
    }
    String name = data.getFileName().toString().toLowerCase(Locale.ROOT);
    try {
      Dataset dataset;
      if (Files.isDirectory(data)) {
        dataset = ClassPictures.ofFolder(data, reader);
      } else if (name.endsWith(".csv")) {
        dataset = KaggleCsv.read(data);
      } else if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
        dataset = ClassPictures.ofArchive(data, reader);
      } else {
        throw new TrainerException(
            "%s: neither a folder nor a .csv or .tar.gz file".formatted(data));
      }
      if (dataset.train().isEmpty() && dataset.test().isEmpty()) {
        if (!dataset.leftOut().isEmpty()) {
          throw new TrainerException(
              "%s: none of %d pictures can be used. The first is %s"
                  .formatted(data, dataset.leftOut().size(), dataset.leftOut().get(0)));
        }
        throw new TrainerException(
            "%s: no pictures. They belong into <expression>/*.jpg or *.png, where <expression> is one of %s"
                .formatted(data, Expression.labels()));
      }
      return dataset;
    } catch (IOException e) {
      throw new TrainerException("%s cannot be read: %s".formatted(data, e.getMessage()), e);
    }
  }

  /** The test pictures; all of them where the data are not divided. */
  public List<Example> measured() {
    return test.isEmpty() ? train : test;
  }

  /**
   * @throws TrainerException naming the expressions with too few pictures, and how many those are
   */
  public void requireEnough() {
    Map<Expression, Integer> counts = counts(train);
    counts.forEach(
        (expression, count) -> {
          if (count > 0 && count < FEWEST) {
            throw new TrainerException(
                "%s: %s has %d pictures to train on; at least %d of each expression are needed"
                    .formatted(source, expression.label(), count, FEWEST));
          }
        });
    long present = counts.values().stream().filter(count -> count > 0).count();
    if (present < 2) {
      throw new TrainerException(
          "%s: pictures of %d expressions to train on; at least 2 are needed"
              .formatted(source, present));
    }
  }

  static Map<Expression, Integer> counts(List<Example> examples) {
    Map<Expression, Integer> counts = new EnumMap<>(Expression.class);
    Expression.ALL.forEach(expression -> counts.put(expression, 0));
    examples.forEach(example -> counts.merge(example.expression(), 1, Integer::sum));
    return counts;
  }
}
