package io.moodstream.allinone;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;

/** The options of this process's Java that its child processes need as well. */
public final class JavaOptions {
  private static final List<String> INHERITED =
      List.of(
          "--enable-native-access=",
          "--sun-misc-unsafe-memory-access=",
          "-XX:SharedArchiveFile=",
          "-XX:TieredStopAtLevel=",
          "-Xlog:cds");

  private JavaOptions() {}

  /**
   * What the launcher permits on newer Java versions, the archive of classes, and which compilers
   * to use.
   */
  public static List<String> inherited() {
    return ofThisProcess()
        .filter(option -> INHERITED.stream().anyMatch(option::startsWith))
        .toList();
  }

  static Stream<String> ofThisProcess() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream();
  }
}
