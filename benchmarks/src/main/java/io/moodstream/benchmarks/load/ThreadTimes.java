package io.moodstream.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The processor time of a Java process: as a whole, and of its threads as {@code jcmd Thread.print}
 * reports it, those of the collector and the compiler included. Threads of native libraries are not
 * among them, nor are those that have ended.
 *
 * @param threads by group of threads, ms
 * @param process ms
 */
record ThreadTimes(Map<String, Double> threads, double process) {
  /** What no listed thread has used. */
  static final String OTHERS = "native and ended threads";

  /** Java's: it works for the first minutes of a process, then hardly any more. */
  static final String COMPILER = "compiler";

  private static final Pattern THREAD =
      Pattern.compile("^\"(.*)\" .*?\\bcpu=([0-9.]+)ms", Pattern.MULTILINE);

  ThreadTimes {
    threads = Map.copyOf(threads);
  }

  static ThreadTimes of(ProcessHandle process) throws IOException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "Thread.print")
            .redirectErrorStream(true)
            .start();
    String dump;
    try (var output = jcmd.getInputStream()) {
      dump = new String(output.readAllBytes(), UTF_8);
    }
    return parse(dump, processMillis(process));
  }

  /** That the process has used since its start, ms. */
  static double processMillis(ProcessHandle process) {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e6;
  }

  static ThreadTimes parse(String dump, double process) {
    Map<String, Double> threads = new TreeMap<>();
    Matcher thread = THREAD.matcher(dump);
    while (thread.find()) {
      threads.merge(group(thread.group(1)), Double.valueOf(thread.group(2)), Double::sum);
    }
    return new ThreadTimes(threads, process);
  }

  /** Each group's share of what the process has used since then; the shares add up to 1. */
  Map<String, Double> sharesSince(ThreadTimes before) {
    Map<String, Double> shares = new TreeMap<>();
    double used = process - before.process;
    double listed = 0;
    for (Map.Entry<String, Double> group : threads.entrySet()) {
      double time =
          Math.max(0, group.getValue() - before.threads.getOrDefault(group.getKey(), 0.0));
      shares.put(group.getKey(), time);
      listed += time;
    }
    shares.put(OTHERS, Math.max(0, used - listed));
    double whole = Math.max(Math.max(used, listed), 1e-9);
    shares.replaceAll((group, time) -> time / whole);
    return shares;
  }

  /** The stage whose thread it is, or what it works for. */
  static String group(String thread) {
    String name = thread.toLowerCase(Locale.ROOT);
    if (name.startsWith("kafka-") || name.contains("| kafka") || name.contains("heartbeat")) {
      return "Kafka clients";
    }
    if (name.startsWith("data-plane-kafka-network")) {
      return "network";
    }
    if (name.startsWith("data-plane-kafka-request")) {
      return "requests";
    }
    for (String stage :
        new String[] {"face-detector", "emotion-classifier", "aggregator", "alerts"}) {
      if (name.contains(stage)) {
        return stage;
      }
    }
    if (name.startsWith("camera-")) {
      return "camera-producer";
    }
    if (name.startsWith("tail-")
        || name.startsWith("live-")
        || name.startsWith("qtp")
        || name.startsWith("jetty")
        || name.contains("httpclient")) {
      return "dashboard";
    }
    if (name.startsWith("c1 compiler") || name.startsWith("c2 compiler")) {
      return COMPILER;
    }
    boolean ofCollector =
        name.startsWith("gc thread") || name.startsWith("g1 ") || name.startsWith("vm ");
    return ofCollector ? "collector" : "other threads";
  }
}
