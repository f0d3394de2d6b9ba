package io.moodstream.trainer.faces;

import io.moodstream.pipeline.frames.Expression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What ten annotators saw in a face (FER+, Barsoum et al., 2016).
 *
 * @param byFile distributions over {@link #COLUMNS}
 */
public record Votes(ByFile<float[]> byFile) {
  public static final Votes NONE = new Votes(new ByFile<>());

  public static final List<String> COLUMNS =
      List.of(
          "neutral",
          "happiness",
          "surprise",
          "sadness",
          "anger",
          "disgust",
          "fear",
          "contempt",
          "unknown",
          "not_face");

  private static final String AMBIGUOUS = "ambiguous";

  /**
   * @param csv a column {@code file}, {@link #COLUMNS} and, optionally, {@code ambiguous}: rows
   *     where it is 1 are left out
   * @throws TrainerException naming the line and the column that is wrong
   */
  public static Votes read(Path csv) {
    try {
      return parse(csv, Files.readAllLines(csv));
    } catch (IOException e) {
      throw new TrainerException("%s cannot be read: %s".formatted(csv, e), e);
    }
  }

  private static Votes parse(Path csv, List<String> lines) {
    List<String> header = lines.isEmpty() ? List.of() : List.of(lines.get(0).trim().split(",", -1));
    if (!header.contains("file") || !header.containsAll(COLUMNS)) {
      throw new TrainerException(
          "%s: line 1 must name the columns file,%s".formatted(csv, String.join(",", COLUMNS)));
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
      int ambiguous = header.indexOf(AMBIGUOUS);
      if (ambiguous < 0 || cells[ambiguous].equals("0")) {
        distribution(csv, i + 1, header, cells)
            .ifPresent(votes -> byFile.put(cells[header.indexOf("file")], votes));
      }
    }
    return new Votes(byFile);
  }

  public boolean isEmpty() {
    return byFile.size() == 0;
  }

  /**
   * Reports how many faces have annotators' votes.
   *
   * @throws TrainerException if of none: names that do not meet would pass for votes
   */
  public String coverage(List<Example> faces) {
    long voted = faces.stream().filter(face -> byFile.of(face).isPresent()).count();
    if (voted == 0) {
      throw new TrainerException(
          "none of the %,d faces has votes, which are joined by the names of files: %s there, %s here. Give pictures with the votes' names, or leave --votes away"
              .formatted(
                  faces.size(),
                  named(byFile.firstName().stream()),
                  named(faces.stream().map(Example::name))));
    }
    return "%,d of %,d faces have votes".formatted(voted, faces.size());
  }

  private static String named(Stream<String> names) {
    return names.findFirst().map("'%s'"::formatted).orElse("none");
  }

  /** The annotators' distribution, or the label itself where they were not asked. */
  public float[] of(Example example) {
    return byFile.of(example).orElseGet(() -> label(example));
  }

  private static float[] label(Example example) {
    float[] label = new float[COLUMNS.size()];
    label[column(example.expression())] = 1;
    return label;
  }

  /** What most annotators saw, if it is one of the seven and no other has as many votes. */
  public Optional<Expression> majority(Example example) {
    return byFile.of(example).flatMap(Votes::majority);
  }

  private static Optional<Expression> majority(float[] votes) {
    int top = 0;
    int equals = 0;
    for (int i = 1; i < votes.length; i++) {
      if (votes[i] > votes[top]) {
        top = i;
        equals = 0;
      } else if (votes[i] == votes[top]) {
        equals++;
      }
    }
    int winner = top;
    return equals > 0
        ? Optional.empty()
        : Expression.ALL.stream().filter(e -> column(e) == winner).findFirst();
  }

  private static Optional<float[]> distribution(
      Path csv, int line, List<String> header, String[] cells) {
    float[] votes = new float[COLUMNS.size()];
    float sum = 0;
    for (int i = 0; i < votes.length; i++) {
      votes[i] = count(csv, line, COLUMNS.get(i), cells[header.indexOf(COLUMNS.get(i))]);
      sum += votes[i];
    }
    if (sum == 0) {
      return Optional.empty();
    }
    for (int i = 0; i < votes.length; i++) {
      votes[i] /= sum;
    }
    return Optional.of(votes);
  }

  private static int count(Path csv, int line, String column, String cell) {
    try {
      int count = Integer.parseInt(cell.trim());
      if (count >= 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Reported below, with the line.
    }
    throw new TrainerException(
        "%s: line %d: the votes '%s' for %s are no whole number from 0"
            .formatted(csv, line, cell, column));
  }

  private static int column(Expression expression) {
    String column =
        switch (expression) {
          case ANGRY -> "anger";
          case DISGUST -> "disgust";
          case FEAR -> "fear";
          case HAPPY -> "happiness";
          case NEUTRAL -> "neutral";
          case SAD -> "sadness";
          case SURPRISE -> "surprise";
        };
    return COLUMNS.indexOf(column);
  }
}
