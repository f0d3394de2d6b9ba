package io.moodstream.allinone.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moodstream.allinone.DiskFull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What the embedded broker has printed: {@code broker.log}, overwritten at each start. */
record BrokerLog(Path file) {
  private static final Pattern CAUSE = Pattern.compile("^\\S.*(ERROR|FATAL|Exception|Error)\\b");
  private static final int MOST_LINES = 5;

  /** The errors without their traces; the last lines where there is no error. */
  String causes() {
    List<String> lines = lines();
    List<String> causes =
        lines.stream().filter(line -> CAUSE.matcher(line).find()).limit(MOST_LINES).toList();
    return String.join("\n", causes.isEmpty() ? last(lines) : causes);
  }

  boolean contains(Pattern words) {
    return lines().stream().anyMatch(line -> words.matcher(line).find());
  }

  boolean namesAFullDisk() {
    return lines().stream().anyMatch(DiskFull::isNamedIn);
  }

  private static List<String> last(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
  }

  private List<String> lines() {
    try {
      // Not readString: a name in another encoding must not hide the cause.
      return new String(Files.readAllBytes(file), UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of("it cannot be read: " + e);
    }
  }
}
