package io.moodstream.allinone;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a process keeps what must survive it. */
final class StateOptions {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = ".moodstream",
      description = "Data, state and log of this process. Default: ${DEFAULT-VALUE}")
  private Path dataDir = Path.of(".moodstream");

  /** From here on details are logged into the folder. */
  DataDir open() {
    DataDir opened = DataDir.open(dataDir);
    // Before the first class with a logger is loaded.
    System.setProperty("moodstream.log", opened.path().resolve("moodstream.log").toString());
    return opened;
  }
}
