package io.moodstream.emotionclassifier.model;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the child process of a {@link BundleCheck} is started, with its limits. */
final class CheckCommand {
  /**
   * Bytes of writable memory on Linux, where {@code ulimit -d} counts what a process commits: the
   * address space (-v) of Java and TensorFlow is larger than any useful limit. Elsewhere only the
   * resident memory is limited, by {@link BundleCheckProcess}.
   */
  private static final long DATA = 4L << 30;

  private static final Path SHELL = Path.of("/bin/sh");
  private static final List<String> INHERITED =
      List.of("org.bytedeco.", "java.io.tmpdir", "user.home", "TENSORFLOW_", "DJL_", "ai.djl.");
  private static final List<String> PERMISSIONS =
      List.of("--enable-native-access=", "--sun-misc-unsafe-memory-access=");

  private CheckCommand() {}

  /** Its standard input stays open until the caller's process ends: then it ends itself. */
  static Process start(CheckFiles files, Path bundle, Optional<Path> champion) throws IOException {
    List<String> command = new ArrayList<>(limits());
    command.addAll(java(files));
    command.add(files.folder().toAbsolutePath().toString());
    command.add(bundle.toAbsolutePath().toString());
    champion.ifPresent(other -> command.add(other.toAbsolutePath().toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(files.output().toFile());
    var environment = builder.environment();
    // Not as an argument: some systems limit their length.
    environment.put("CLASSPATH", System.getProperty("java.class.path"));
    environment.put("TF_CPP_MIN_LOG_LEVEL", "3");
    environment.put("TF_NUM_INTRAOP_THREADS", "2");
    environment.put("TF_NUM_INTEROP_THREADS", "2");
    // Options for other processes, such as an agent's, would count against these limits.
    environment.remove("JAVA_TOOL_OPTIONS");
    return builder.start();
  }

  /** Where memory runs out, Linux ends this process first. */
  private static List<String> limits() {
    return Files.exists(SHELL)
        ? List.of(
            SHELL.toString(),
            "-c",
            "ulimit -c 0; ulimit -d %d 2>/dev/null; { echo 1000 > /proc/self/oom_score_adj; } 2>/dev/null; exec \"$@\""
                .formatted(DATA >> 10),
            "moodstream-check")
        : List.of();
  }

  private static List<String> java(CheckFiles files) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> PERMISSIONS.stream().anyMatch(option::startsWith))
        .forEach(command::add);
    System.getProperties().stringPropertyNames().stream()
        .filter(key -> INHERITED.stream().anyMatch(key::startsWith))
        .forEach(key -> command.add("-D%s=%s".formatted(key, System.getProperty(key))));
    command.addAll(
        List.of(
            "-Xmx768m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ErrorFile=" + files.crash(),
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            BundleCheckProcess.class.getName()));
    return command;
  }
}
