package io.moodstream.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moodstream.pipeline.stage.Worker;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Java's class data sharing archive of this program, from which later starts map their
 * classes instead of parsing them. The launcher uses the archive if there is one; if there is none,
 * it lets Java list the classes that are loaded and gives the archive's name in the system property
 * {@value #PROPERTY}. Made in a process of its own with a low priority, once this start has
 * settled; without it the next start is only slower.
 */
public final class ClassArchive implements AutoCloseable {
  static final String PROPERTY = "moodstream.archive";

  private static final Logger log = LoggerFactory.getLogger(ClassArchive.class);
  private static final Duration SETTLED_AFTER = Duration.ofMinutes(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
  private static final String LIST_OPTION = "-XX:DumpLoadedClassList=";
  private static final boolean HAS_NICE = Files.isExecutable(Path.of("/usr/bin/nice"));

  private final Optional<Path> archive =
      Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of);
  private final Path childList;
  private final Worker worker;

  /**
   * @param childList where the broker's process lists its classes, see {@link #listingInto}
   */
  public ClassArchive(Path childList) {
    this.childList = childList;
    this.worker = new Worker("class-archive", CLOSE_LIMIT, this::run);
  }

  /** The options of a child process of the same class path, so that it lists its classes too. */
  public static List<String> listingInto(String file) {
    return System.getProperty(PROPERTY) == null ? List.of() : List.of(LIST_OPTION + file);
  }

  public void start() {
    if (archive.isPresent()) {
      worker.start();
    }
  }

  private void run() throws InterruptedException {
    if (worker.pause(SETTLED_AFTER)) {
      return;
    }
    Path list = Path.of(archive.orElseThrow() + ".lst");
    Path made = Path.of(archive.orElseThrow() + ".new");
    try {
      Files.write(list, merged(List.of(ownList(), childList)), UTF_8);
      if (dump(list, made) == 0) {
        Files.move(made, archive.orElseThrow(), StandardCopyOption.REPLACE_EXISTING);
      } else {
        log.info("Java made no archive of its classes: the next start is as slow as this one");
      }
    } catch (IOException e) {
      log.info("no archive of Java's classes: the next start is as slow as this one", e);
    } finally {
      List.of(list, made, ownList(), childList).forEach(ClassArchive::delete);
    }
  }

  /**
   * The classes of files and jars; those that a program made while it ran cannot be archived.
   *
   * @param lists those that are missing count as empty
   */
  static Set<String> merged(List<Path> lists) throws IOException {
    Set<String> lines = new LinkedHashSet<>();
    for (Path file : lists) {
      List<String> listed = Files.exists(file) ? Files.readAllLines(file, UTF_8) : List.of();
      // Java still writes: its last line may be half of one.
      listed.stream()
          .limit(Math.max(0, listed.size() - 1))
          .filter(line -> !line.contains(" source: "))
          // Newer Java versions number the classes of each list anew.
          .map(line -> line.replaceFirst(" id: \\d+$", ""))
          .forEach(lines::add);
    }
    return lines;
  }

  private static Path ownList() {
    return JavaOptions.ofThisProcess()
        .filter(option -> option.startsWith(LIST_OPTION))
        .map(option -> Path.of(option.substring(LIST_OPTION.length())))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(PROPERTY + " without " + LIST_OPTION));
  }

  /**
   * @return the exit code
   */
  private int dump(Path list, Path made) throws IOException, InterruptedException {
    var command =
        new ProcessBuilder()
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    if (HAS_NICE) {
      command.command().addAll(List.of("/usr/bin/nice", "-n", "10"));
    }
    command
        .command()
        .addAll(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:dump",
                "-Xmx512m",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + made,
                "-cp",
                classPath()));
    Process process = command.start();
    try {
      while (!process.waitFor(0, TimeUnit.SECONDS)) {
        if (worker.pause(Duration.ofMillis(200))) {
          return 1;
        }
      }
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Of this process, with absolute paths: it must be the same in every process of the archive. */
  public static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.info("cannot delete {}", file, e);
    }
  }

  @Override
  public void close() {
    worker.close();
  }
}
