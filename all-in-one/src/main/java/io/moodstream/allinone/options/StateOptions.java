package io.moodstream.allinone.options;

import io.moodstream.allinone.Announcements;
import io.moodstream.allinone.broker.DataDir;
import io.moodstream.pipeline.process.TemporaryFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a process keeps what must survive it. */
public final class StateOptions {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = ".moodstream",
      description = "Data, state and log of this process. Default: ${DEFAULT-VALUE}")
  private Path dataDir = Path.of(".moodstream");

  /** From here on details are logged into the folder. */
  public DataDir open() {
    DataDir opened = DataDir.open(dataDir);
    if (!Announcements.goToTheLog()) {
      // Before the first class with a logger is loaded.
      String log = opened.path().resolve("moodstream.log").toString();
      System.setProperty("moodstream.log", log);
      // Log4j reads a percent sign in a pattern as the beginning of a conversion.
      System.setProperty("moodstream.log.pattern", log.replace("%", "%%"));
    }
    TemporaryFolder.use(opened.temporary());
    return opened;
  }
}
