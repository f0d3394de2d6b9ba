package io.moodstream.allinone.commands;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands as they are typed, and what they print. */
abstract class CommandLineFixture {
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  @TempDir Path folder;

  final int execute(String... args) {
    return commandLine().execute(args);
  }

  final CommandLine commandLine() {
    return Moodstream.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
  }
}
