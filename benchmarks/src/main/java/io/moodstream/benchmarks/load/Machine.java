package io.moodstream.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a measurement was made.
 *
 * @param memory MB; 0 where the system does not state it
 */
public record Machine(String processor, int cores, long memory, String system, String java) {
  private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");

  /** User, nice, system, irq, softirq, steal. */
  private static final int[] BUSY = {1, 2, 3, 6, 7, 8};

  private static final Path PROC = Path.of("/proc");

  static Machine here() throws IOException {
    return new Machine(
        processor(read(PROC.resolve("cpuinfo"))),
        Runtime.getRuntime().availableProcessors(),
        kilobytes(read(PROC.resolve("meminfo")), "MemTotal").orElse(0) / 1024,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        Runtime.version().toString());
  }

  /**
   * The memory that a process holds, MB; 0 where the system does not state it.
   *
   * @param process its number
   */
  static double residentMegabytes(long process) throws IOException {
    String status = read(PROC.resolve(Long.toString(process)).resolve("status"));
    return kilobytes(status, "VmRSS").orElse(0) / 1024.0;
  }

  /**
   * The processor time that everything on this machine has used since its start, and of which a
   * virtual machine was deprived, ms; 0 where the system does not state it.
   */
  static double busyMillis() throws IOException {
    return busyMillis(read(PROC.resolve("stat")));
  }

  /**
   * @param stat begins with the line {@code cpu user nice system idle iowait irq softirq steal
   *     ...}, hundredths of a second
   */
  static double busyMillis(String stat) {
    String[] fields = stat.lines().findFirst().orElse("").split(" +", -1);
    if (fields.length < 9 || !fields[0].equals("cpu")) {
      return 0;
    }
    double busy = 0;
    for (int field : BUSY) {
      busy += Double.parseDouble(fields[field]);
    }
    return 10 * busy;
  }

  private static String read(Path file) throws IOException {
    return Files.isReadable(file) ? Files.readString(file) : "";
  }

  static String processor(String cpuinfo) {
    Matcher model = MODEL.matcher(cpuinfo);
    return model.find() ? model.group(1).strip() : System.getProperty("os.arch");
  }

  /**
   * @param text lines of the form {@code VmRSS: 1234 kB}
   */
  static OptionalLong kilobytes(String text, String key) {
    Matcher value = Pattern.compile("(?m)^" + key + ":\\s*(\\d+) kB$").matcher(text);
    return value.find() ? OptionalLong.of(Long.parseLong(value.group(1))) : OptionalLong.empty();
  }
}
