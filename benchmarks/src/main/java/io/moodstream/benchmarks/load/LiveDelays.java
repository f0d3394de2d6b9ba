package io.moodstream.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A page that is open: it follows the live events and notes how old each frame is on arrival. */
final class LiveDelays implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DATA = "data: ";

  private final Stream<String> lines;
  private final Thread reader;
  private final List<Long> millis = new ArrayList<>();
  private long faces;

  private LiveDelays(Stream<String> lines) {
    this.lines = lines;
    this.reader = new Thread(this::read, "live-delays");
    reader.setDaemon(true);
  }

  /**
   * @param dashboard its address
   */
  static LiveDelays follow(String dashboard) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(dashboard + "/api/v1/live")).build();
    var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
    if (response.statusCode() != 200) {
      throw new IOException("the live events answered with " + response.statusCode());
    }
    var delays = new LiveDelays(response.body());
    delays.reader.start();
    return delays;
  }

  private void read() {
    try {
      frames(lines, this::add);
    } catch (UncheckedIOException e) {
      System.out.println("the live events have ended: " + e.getMessage());
    }
  }

  /** Passes on the data of each event {@code frame}. */
  static void frames(Stream<String> lines, Consumer<JsonNode> sink) {
    var isFrame = new boolean[1];
    lines.forEach(
        line -> {
          if (line.startsWith("event: ")) {
            isFrame[0] = line.equals("event: frame");
          } else if (isFrame[0] && line.startsWith(DATA)) {
            sink.accept(parsed(line.substring(DATA.length())));
          }
        });
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void add(JsonNode frame) {
    Instant capturedAt = Instant.parse(frame.get("capturedAt").asText());
    millis.add(Duration.between(capturedAt, Instant.now()).toMillis());
    faces += frame.get("faces").size();
  }

  synchronized void restart() {
    millis.clear();
    faces = 0;
  }

  synchronized Percentiles delays() {
    return Percentiles.of(millis.stream().mapToLong(Long::longValue).toArray());
  }

  /** Mean of the frames since {@link #restart}; 0 without any. */
  synchronized double facesPerFrame() {
    return millis.isEmpty() ? 0 : (double) faces / millis.size();
  }

  @Override
  public void close() {
    // The stream ends with the server; until then its thread keeps no process alive.
    lines.close();
  }
}
