package io.moodstream.trainer.faces;

import io.moodstream.pipeline.frames.Expression;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Pictures in folders named after what they show: {@code
 * [train|test|private-test/]<expression>/<file>}, on disk or in a tar.gz.
 */
final class ClassPictures {
  private final PictureReader reader;
  private final String source;
  private final Map<Split, Map<String, Example>> parts = new EnumMap<>(Split.class);
  private final Map<String, Integer> strange = new TreeMap<>();
  private final Map<String, String> leftOut = new TreeMap<>();
  private final List<String> notices = new ArrayList<>();

  private ClassPictures(Path data, PictureReader reader) {
    this.reader = reader;
    this.source = data.getFileName().toString();
  }

  static Dataset ofFolder(Path folder, PictureReader reader) throws IOException {
    ClassPictures pictures = new ClassPictures(folder, reader);
    Files.walkFileTree(
        folder,
        Set.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path relative = folder.relativize(file);
            // A circular link is reported as a picture that cannot be read.
            if ((attributes.isRegularFile() || attributes.isSymbolicLink())
                && isPicture(relative)) {
              pictures.read(relative, file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(folder)) {
              throw new IOException(why(e), e);
            }
            pictures.notices.add(
                "'%s' is left out with all that is in it: %s"
                    .formatted(folder.relativize(file), why(e)));
            return FileVisitResult.CONTINUE;
          }
        });
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

  private void read(Path path, Path file) throws IOException {
    try {
      add(path, Files.readAllBytes(file));
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      leftOut.put(path.toString(), why(e));
    }
  }

  /** The messages of these are but the path. */
  private static String why(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "it may not be read by this user";
    }
    if (e instanceof FileSystemLoopException) {
      return "it is a link to a folder that it lies in";
    }
    return e instanceof NoSuchFileException ? "it leads nowhere" : String.valueOf(e.getMessage());
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
    Split part = names > 2 ? Split.ofFolder(path.getName(names - 3).toString()) : Split.TRAIN;
    try {
      reader
          .face(content)
          .map(pixels -> new Example(path.getFileName().toString(), expression.get(), pixels))
          .ifPresentOrElse(
              example ->
                  parts.computeIfAbsent(part, any -> new TreeMap<>()).put(path.toString(), example),
              () -> leftOut.put(path.toString(), "no face is found in it"));
    } catch (TrainerException e) {
      leftOut.put(path.toString(), e.getMessage());
    }
  }

  private static Optional<Expression> expression(String folder) {
    String label = folder.toLowerCase(Locale.ROOT);
    return Expression.ALL.stream().filter(e -> e.label().equals(label)).findFirst();
  }

  private Dataset dataset() {
    strange.forEach(
        (folder, count) ->
            notices.add(
                "%d pictures in '%s' are left out: expressions are %s"
                    .formatted(count, folder, Expression.labels())));
    Map<Split, List<Example>> examples = new EnumMap<>(Split.class);
    parts.forEach((part, byPath) -> examples.put(part, List.copyOf(byPath.values())));
    if (examples.containsKey(Split.TRAIN)) {
      Dataset.counts(examples.get(Split.TRAIN))
          .forEach(
              (expression, count) -> {
                if (count == 0) {
                  notices.add("no pictures of '%s' to train on".formatted(expression.label()));
                }
              });
    }
    List<String> lines = new ArrayList<>();
    leftOut.forEach((path, reason) -> lines.add("%s: %s".formatted(path, reason)));
    return Dataset.of(source, examples, lines, notices);
  }
}
