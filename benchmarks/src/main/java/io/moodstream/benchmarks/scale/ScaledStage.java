package io.moodstream.benchmarks.scale;

import io.moodstream.allinone.commands.Moodstream;
import io.moodstream.testbroker.JavaProcess;
import io.moodstream.testbroker.Loopback;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A stage in a process of its own, and its admin pages. */
final class ScaledStage implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final String name;
  private final List<String> arguments;
  private final int admin;
  private final Path log;
  private JavaProcess process;

  private ScaledStage(String name, List<String> arguments, int admin, Path log) throws IOException {
    this.name = name;
    this.arguments = arguments;
    this.admin = admin;
    this.log = log;
    this.process = launch();
  }

  /**
   * Returns at once.
   *
   * @param folder for its state and its log
   * @param arguments the command and its options
   */
  static ScaledStage start(String name, Path folder, String servers, List<String> arguments)
      throws IOException {
    int admin = Loopback.freePort();
    List<String> all = new ArrayList<>(arguments);
    all.add("--bootstrap-servers=" + servers);
    all.add("--data-dir=" + folder.resolve(name));
    all.add("--admin-listen=127.0.0.1:" + admin);
    return new ScaledStage(name, all, admin, folder.resolve(name + ".log"));
  }

  private JavaProcess launch() throws IOException {
    return JavaProcess.start(
        log,
        List.of("-Xmx1g", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"),
        Moodstream.class,
        arguments.toArray(String[]::new));
  }

  ProcessHandle process() {
    return process.process().toHandle();
  }

  /** As kill -9 does, and a new start at once. */
  void killAndStart() throws IOException {
    process.close();
    process = launch();
  }

  /** How long it took until it was ready. */
  Duration awaitReady() throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() - start > START_LIMIT.toNanos()) {
        throw new IOException(name + " is not ready:\n" + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private boolean isReady() throws InterruptedException {
    try {
      return get(adminPage("/health/ready")).statusCode() == 200;
    } catch (IOException e) {
      return false; // It does not listen yet.
    }
  }

  /** Of all its series whose name begins so; 0 without any. */
  double sum(String metric) throws IOException, InterruptedException {
    return get(adminPage("/metrics"))
        .body()
        .lines()
        .filter(line -> line.startsWith(metric))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private URI adminPage(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(admin, path));
  }

  static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.close();
  }
}
