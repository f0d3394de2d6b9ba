package io.moodstream.testbroker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM beside the test's, with the same class path. */
public final class JavaProcess implements AutoCloseable {
  /** Little memory, and no time spent on code that runs for seconds only. */
  public static final List<String> SMALL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");

  private final Process process;

  private JavaProcess(Process process) {
    this.process = process;
  }

  /** Its standard input ends with this process; what it prints goes to {@code output}. */
  public static JavaProcess start(
      Path output, List<String> options, Class<?> main, String... arguments) throws IOException {
    return start(output, options, Map.of(), main, List.of(arguments));
  }

  /** The same, with these variables added to the environment. */
  public static JavaProcess start(
      Path output,
      List<String> options,
      Map<String, String> environment,
      Class<?> main,
      List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new JavaProcess(builder.start());
  }

  public Process process() {
    return process;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** As kill -9 does; returns when it has ended. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
