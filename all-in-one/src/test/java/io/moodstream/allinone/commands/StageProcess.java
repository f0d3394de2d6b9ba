package io.moodstream.allinone.commands;

import static org.awaitility.Awaitility.await;

import io.moodstream.testbroker.JavaProcess;
import io.moodstream.testbroker.Loopback;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A stage's container without the container: its command as a process of its own. */
final class StageProcess implements AutoCloseable {
  /** In a container each has an address of its own, here each has ports of its own. */
  static final int ADMIN_PORT = 9404;

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final int adminPort;
  private final Path output;

  private StageProcess(Process process, int adminPort, Path output) {
    this.process = process;
    this.adminPort = adminPort;
    this.output = output;
  }

  /**
   * @param command of the compose file
   * @param replaced text that stands for addresses of containers → what stands for them here
   */
  static StageProcess start(
      Path dataDir,
      List<String> command,
      Map<String, String> replaced,
      Map<String, String> environment)
      throws IOException {
    int adminPort = Loopback.freePort();
    var line = new ArrayList<String>();
    for (String argument : command) {
      String here = argument.replace("0.0.0.0:" + ADMIN_PORT, "127.0.0.1:" + adminPort);
      for (Map.Entry<String, String> entry : replaced.entrySet()) {
        here = here.replace(entry.getKey(), entry.getValue());
      }
      line.add(here);
    }
    line.add("--data-dir=" + dataDir);
    Path output = dataDir.resolveSibling(dataDir.getFileName() + ".out");
    Process process =
        JavaProcess.start(
                output,
                List.of("-Xmx400m", "-XX:TieredStopAtLevel=1"),
                environment,
                Moodstream.class,
                line)
            .process();
    return new StageProcess(process, adminPort, output);
  }

  /** As Docker asks: the compose file's health check, run here. */
  void awaitHealthy(List<String> healthCheck) {
    var check = new ArrayList<>(healthCheck.subList(1, healthCheck.size()));
    check.set(0, ComposeFile.REPOSITORY.resolve("deploy/docker").resolve(check.get(0)).toString());
    check.replaceAll(
        argument ->
            argument.equals(Integer.toString(ADMIN_PORT)) ? Integer.toString(adminPort) : argument);
    await("health of " + output)
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(500))
        .failFast("it has ended: " + output, () -> !process.isAlive())
        .until(() -> new ProcessBuilder(check).start().waitFor() == 0);
  }

  String metrics() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/metrics".formatted(adminPort)))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
