package io.moodstream.trainer.faces;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * FER-2013 as Kaggle gave it out: a line {@code emotion,pixels,Usage} for each face, pixels 2,304
 * gray values.
 */
final class KaggleCsv {
  /** The csv's numbers 0 to 6: not the order of models. */
  private static final List<Expression> ORDER =
      List.of(
          Expression.ANGRY,
          Expression.DISGUST,
          Expression.FEAR,
          Expression.HAPPY,
          Expression.SAD,
          Expression.SURPRISE,
          Expression.NEUTRAL);

  private KaggleCsv() {}

  /** One line. */
  record Row(int line, Example example, Split part) {}

  static Dataset read(Path csv) throws IOException {
    Map<Split, List<Example>> parts = new EnumMap<>(Split.class);
    for (Row row : rows(csv)) {
      parts.computeIfAbsent(row.part(), part -> new ArrayList<>()).add(row.example());
    }
    return Dataset.of(csv.getFileName().toString(), parts, List.of(), List.of());
  }

  static List<Row> rows(Path csv) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(csv)) {
      String header = reader.readLine();
      if (header == null || !header.toLowerCase(Locale.ROOT).startsWith("emotion,pixels")) {
        throw wrong(csv, 1, "the columns must be emotion,pixels,Usage");
      }
      int number = 1;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          rows.add(row(csv, number, line));
        }
      }
    }
    return rows;
  }

  private static Row row(Path csv, int number, String line) {
    String[] cells = line.split(",", -1);
    if (cells.length < 2) {
      throw wrong(csv, number, "has %d columns, not 3".formatted(cells.length));
    }
    Split part = cells.length > 2 ? part(csv, number, cells[2].trim()) : Split.TRAIN;
    Expression expression = expression(csv, number, cells[0].trim());
    Pixels pixels = pixels(csv, number, cells[1].replace("\"", "").trim());
    return new Row(number, new Example("line " + number, expression, pixels), part);
  }

  private static Split part(Path csv, int number, String cell) {
    return Split.ofUsage(cell)
        .orElseThrow(
            () ->
                wrong(
                    csv,
                    number,
                    "Usage '%s' is none of Training, PublicTest, PrivateTest".formatted(cell)));
  }

  private static Expression expression(Path csv, int number, String cell) {
    if (cell.length() == 1 && cell.charAt(0) >= '0' && cell.charAt(0) <= '6') {
      return ORDER.get(cell.charAt(0) - '0');
    }
    throw wrong(csv, number, "the emotion '%s' is none of 0 to 6".formatted(cell));
  }

  private static Pixels pixels(Path csv, int number, String cell) {
    String[] grays = cell.split(" +", -1);
    if (grays.length != Pixels.COUNT) {
      throw wrong(csv, number, "has %,d pixels, not 2,304".formatted(grays.length));
    }
    byte[] values = new byte[grays.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = gray(csv, number, grays[i]);
    }
    return new Pixels(values);
  }

  private static byte gray(Path csv, int number, String cell) {
    try {
      int gray = Integer.parseInt(cell);
      if (gray >= 0 && gray <= 255) {
        return (byte) gray;
      }
    } catch (NumberFormatException e) {
      // Reported below, with the line.
    }
    throw wrong(csv, number, "the pixel '%s' is not a number from 0 to 255".formatted(cell));
  }

  private static TrainerException wrong(Path csv, int line, String what) {
    return new TrainerException("%s: line %d: %s".formatted(csv, line, what));
  }
}
