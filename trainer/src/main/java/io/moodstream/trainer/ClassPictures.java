package io.moodstream.trainer;

import io.moodstream.pipeline.Expression;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Pictures in folders named after what they show: {@code
 * [train|test|private-test/]<expression>/<file>}, on disk or in a tar.gz.
 */
final class ClassPictures {
  private static final int NAMED = 5;

  private final PictureReader reader;
  private final String source;
  private final Map<Part, Map<String, Example>> parts = new EnumMap<>(Part.class);
  private final Map<String, Integer> strange = new TreeMap<>();
  private final List<String> unreadable = new ArrayList<>();

  private ClassPictures(Path data, PictureReader reader) {
    this.reader = reader;
    this.source = data.getFileName().toString();
  }

  static Dataset ofFolder(Path folder, PictureReader reader) throws IOException {
    ClassPictures pictures = new ClassPictures(folder, reader);
    try (Stream<Path> walked = Files.walk(folder)) {
      for (Path file : walked.filter(Files::isRegularFile).toList()) {
        Path relative = folder.relativize(file);
        if (isPicture(relative)) {
          pictures.add(relative, Files.readAllBytes(file));
        }
      }
    }
    return pictures.dataset();
  }

  static Dataset ofArchive(Path archive, PictureReader reader) throws IOException {
    ClassPictures pictures = new ClassPictures(archive, reader);
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)), 1 << 16))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = Path.of(entry.getName());
        if (entry.isFile() && isPicture(path)) {
          pictures.add(path, tar.readAllBytes());
        }
      }
    }
    return pictures.dataset();
  }

  private static boolean isPicture(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return path.getNameCount() > 1
        && !name.startsWith(".")
        && (name.endsWith(".jpg") || name.endsWith(".jpeg") || name.endsWith(".png"));
  }

  private void add(Path path, byte[] content) {
    int names = path.getNameCount();
    String folder = path.getName(names - 2).toString();
    Optional<Expression> expression = expression(folder);
    if (expression.isEmpty()) {
      strange.merge(folder, 1, Integer::sum);
      return;
    }
    Part part = names > 2 ? Part.ofFolder(path.getName(names - 3).toString()) : Part.TRAIN;
    reader
        .face(content)
        .map(pixels -> new Example(path.getFileName().toString(), expression.get(), pixels))
        .ifPresentOrElse(
            example ->
                parts.computeIfAbsent(part, any -> new TreeMap<>()).put(path.toString(), example),
            () -> unreadable.add(path.toString()));
  }

  private static Optional<Expression> expression(String folder) {
    String label = folder.toLowerCase(Locale.ROOT);
    return Expression.ALL.stream().filter(e -> e.label().equals(label)).findFirst();
  }

  private Dataset dataset() {
    List<String> notices = new ArrayList<>();
    strange.forEach(
        (folder, count) ->
            notices.add(
                "%d pictures in '%s' are left out: expressions are %s"
                    .formatted(count, folder, Expression.labels())));
    unreadable.sort(Comparator.naturalOrder());
    if (!unreadable.isEmpty()) {
      notices.add(
          "%d pictures cannot be read and are left out: %s%s"
              .formatted(
                  unreadable.size(),
                  String.join(", ", unreadable.subList(0, Math.min(NAMED, unreadable.size()))),
                  unreadable.size() > NAMED ? ", …" : ""));
    }
    Map<Part, List<Example>> examples = new EnumMap<>(Part.class);
    parts.forEach((part, byPath) -> examples.put(part, List.copyOf(byPath.values())));
    if (examples.containsKey(Part.TRAIN)) {
      Dataset.counts(examples.get(Part.TRAIN))
          .forEach(
              (expression, count) -> {
                if (count == 0) {
                  notices.add("no pictures of '%s' to train on".formatted(expression.label()));
                }
              });
    }
    return Dataset.of(source, examples, notices);
  }
}
