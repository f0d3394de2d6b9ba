package io.moodstream.allinone;

import java.lang.management.ManagementFactory;
import java.util.List;

/** The options of this process's Java that its child processes need as well. */
public final class JavaOptions {
  private static final List<String> PERMISSIONS =
      List.of("--enable-native-access=", "--sun-misc-unsafe-memory-access=");

  private JavaOptions() {}

  /** What the launcher permits on newer Java versions; older ones do not know these options. */
  public static List<String> inherited() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> PERMISSIONS.stream().anyMatch(option::startsWith))
        .toList();
  }
}
