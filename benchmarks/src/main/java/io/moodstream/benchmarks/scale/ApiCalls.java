package io.moodstream.benchmarks.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.moodstream.pipeline.frames.CameraId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What a page asks the dashboard, and how long the answers take. */
final class ApiCalls {
  static final String COUNTED = "moodstream_aggregator_frames_total";

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final URI dashboard;
  private final List<CameraId> cameras;
  private final Instant begin;
  private final Map<String, List<Long>> millis = new TreeMap<>();

  ApiCalls(URI dashboard, List<CameraId> cameras, Instant begin) {
    this.dashboard = dashboard;
    this.cameras = cameras;
    this.begin = begin;
  }

  void repeat(Duration length) throws IOException, InterruptedException {
    long end = System.nanoTime() + length.toNanos();
    for (int turn = 0; System.nanoTime() < end; turn++) {
      CameraId camera = cameras.get(turn * 37 % cameras.size());
      timed("a camera's minutes", "/api/v1/summaries?step=1m&camera=" + camera);
      timed("all cameras' hour", "/api/v1/summaries?step=1h");
      timed("list of cameras", "/api/v1/cameras");
      timed("live page", "/");
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }

  private void timed(String name, String path) throws IOException, InterruptedException {
    long start = System.nanoTime();
    get(path);
    millis
        .computeIfAbsent(name, key -> new ArrayList<>())
        .add((System.nanoTime() - start) / 1_000_000);
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = ScaledStage.get(dashboard.resolve(path));
    if (answer.statusCode() != 200) {
      throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  /** Of all windows of an hour since the start. */
  long framesCounted() throws IOException, InterruptedException {
    long sum = 0;
    JsonNode answer =
        new JsonMapper()
            .readTree(get("/api/v1/summaries?step=1h&from=" + begin.minus(Duration.ofHours(1))));
    for (JsonNode window : answer.path("series")) {
      sum += window.get("frames").asLong();
    }
    return sum;
  }

  /** The median, and what 99 of 100 answers do not exceed. */
  @Override
  public String toString() {
    var text = new ArrayList<String>();
    millis.forEach(
        (name, times) -> {
          long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
          text.add(
              String.format(
                  Locale.ROOT,
                  "%s p50 %d, p99 %d ms",
                  name,
                  sorted[sorted.length / 2],
                  sorted[(sorted.length * 99 + 99) / 100 - 1]));
        });
    return String.join("; ", text) + " (" + Arrays.toString(counts()) + " calls)";
  }

  private int[] counts() {
    return millis.values().stream().mapToInt(List::size).distinct().toArray();
  }
}
