package io.moodstream.trainer.faces;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moodstream.pipeline.frames.Expression;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Seven probabilities for each training face, read from a csv: the answers of networks that were
 * trained elsewhere.
 *
 * @param byFile distributions in model order; each sums to 1
 */
public record SoftLabels(ByFile<float[]> byFile) {
  public static final SoftLabels NONE = new SoftLabels(new ByFile<>());

  private static final String FILE = "file";

  /** Of a row's sum: four decimals a cell are enough. */
  private static final double TOLERANCE = 0.01;

  /**
   * @param csv a column {@code file} and one column per expression; each row sums to 1 ± 0.01 and
   *     is then scaled to exactly 1
   * @throws TrainerException with the line and the reason if a row is invalid
   */
  public static SoftLabels read(Path csv) {
    try {
      return parse(csv, Files.readAllLines(csv, UTF_8));
    } catch (CharacterCodingException e) {
      throw new TrainerException("%s is not a csv in UTF-8".formatted(csv), e);
    } catch (IOException e) {
      throw new TrainerException("%s cannot be read: %s".formatted(csv, e), e);
    }
  }

  private static SoftLabels parse(Path csv, List<String> lines) {
    List<String> header = lines.isEmpty() ? List.of() : List.of(lines.get(0).trim().split(",", -1));
    if (!header.contains(FILE) || !header.containsAll(Expression.labels())) {
      throw new TrainerException(
          "%s: line 1 must name the columns file,%s"
              .formatted(csv, String.join(",", Expression.labels())));
    }
    ByFile<float[]> byFile = new ByFile<>();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      String[] cells = lines.get(i).trim().split(",", -1);
      if (cells.length != header.size()) {
        throw new TrainerException(
            "%s: line %d has %d columns, line 1 has %d"
                .formatted(csv, i + 1, cells.length, header.size()));
      }
      String file = cells[header.indexOf(FILE)];
      if (!byFile.put(file, distribution(csv, i + 1, header, cells))) {
        throw new TrainerException(
            "%s: line %d: '%s' is listed a second time".formatted(csv, i + 1, file));
      }
    }
    return new SoftLabels(byFile);
  }

  public boolean isEmpty() {
    return byFile.size() == 0;
  }

  public Optional<float[]> of(Example example) {
    return byFile.of(example);
  }

  /** Of the distributions that these faces have: another csv is another run. */
  public int fingerprint(List<Example> faces) {
    int hash = 1;
    for (Example face : faces) {
      hash = 31 * hash + of(face).map(Arrays::hashCode).orElse(0);
    }
    return hash;
  }

  /**
   * Counts the faces that have soft labels; the others keep their label.
   *
   * @throws TrainerException if no face has any: the names differ
   */
  public String coverage(List<Example> faces) {
    long covered = faces.stream().filter(face -> of(face).isPresent()).count();
    if (covered == 0) {
      throw new TrainerException(
          "--soft-labels: not one of the %,d training faces is listed. Rows are joined by file name: '%s' in the csv, '%s' in the data"
              .formatted(
                  faces.size(),
                  byFile.firstName().orElse(""),
                  faces.stream().map(Example::name).findFirst().orElse("")));
    }
    return "%,d of %,d training faces have soft labels".formatted(covered, faces.size());
  }

  private static float[] distribution(Path csv, int line, List<String> header, String[] cells) {
    float[] values = new float[Expression.ALL.size()];
    float sum = 0;
    for (int k = 0; k < values.length; k++) {
      String label = Expression.labels().get(k);
      values[k] = share(csv, line, label, cells[header.indexOf(label)]);
      sum += values[k];
    }
    if (Math.abs(sum - 1) > TOLERANCE) {
      throw new TrainerException(
          "%s: line %d: the seven probabilities sum to %.4f, not 1".formatted(csv, line, sum));
    }
    for (int k = 0; k < values.length; k++) {
      values[k] /= sum;
    }
    return values;
  }

  private static float share(Path csv, int line, String column, String cell) {
    try {
      float value = Float.parseFloat(cell.trim());
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below, with the line.
    }
    throw new TrainerException(
        "%s: line %d: '%s' for %s is not a probability from 0 to 1"
            .formatted(csv, line, cell, column));
  }
}
