package io.moodstream.benchmarks.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts JVMs with this process's class path, all with one temporary folder and one clock. */
record JavaCommand(Path temporary, Optional<FakeClock> clock) {
  Process start(List<String> options, String mainClass, List<String> arguments, Path output)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putIfAbsent("TF_NUM_INTRAOP_THREADS", "1");
    clock.ifPresent(fake -> fake.addTo(builder.environment()));
    Files.deleteIfExists(output);
    return builder.redirectOutput(output.toFile()).start();
  }

  /** libfaketime, with an offset that can change while processes run. */
  record FakeClock(Path library, Path offset) {
    private static final List<String> PLACES =
        List.of(
            "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
            "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1");

    static Optional<FakeClock> find(Path folder) throws IOException {
      Optional<Path> library =
          Optional.ofNullable(System.getenv("LIBFAKETIME")).stream()
              .map(Path::of)
              .findFirst()
              .or(() -> PLACES.stream().map(Path::of).filter(Files::exists).findFirst());
      if (library.isEmpty()) {
        System.out.println("no jumps of the clock: install libfaketime, or name it in LIBFAKETIME");
        return Optional.empty();
      }
      var clock = new FakeClock(library.get(), folder.resolve("clock"));
      clock.set(0);
      return Optional.of(clock);
    }

    void set(int hoursAhead) throws IOException {
      Files.writeString(offset, "+%dh%n".formatted(hoursAhead));
    }

    void addTo(Map<String, String> environment) {
      environment.put("LD_PRELOAD", library.toString());
      environment.put("FAKETIME_TIMESTAMP_FILE", offset.toString());
      environment.put("FAKETIME_CACHE_DURATION", "1");
      environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
      environment.put("DONT_FAKE_MONOTONIC", "1");
    }
  }
}
