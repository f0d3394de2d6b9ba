package io.moodstream.allinone.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.moodstream.allinone.broker.ClientFile;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.testbroker.JavaProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The command line as users run it, in a process of its own, and its HTTP API. */
public final class MoodstreamProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("moodstream is ready: (https?://\\S+)");
  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

  /** It runs for a minute or two: Java's second compiler would cost more than it saves. */
  private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final JsonMapper JSON = new JsonMapper();

  private final Process process;
  private final Path output;
  private final Path dataDir;

  private MoodstreamProcess(Process process, Path output, Path dataDir) {
    this.process = process;
    this.output = output;
    this.dataDir = dataDir;
  }

  /** {@code moodstream run} on a free port. */
  public static MoodstreamProcess run(Path dataDir, String... options) throws IOException {
    var arguments =
        new ArrayList<>(List.of("run", "--port", "0", "--data-dir", dataDir.toString()));
    arguments.addAll(List.of(options));
    return start(dataDir, arguments);
  }

  static MoodstreamProcess start(Path dataDir, List<String> arguments) throws IOException {
    Path output = Files.createTempFile("moodstream", ".out");
    Process process =
        JavaProcess.start(output, QUICK, Map.of(), Moodstream.class, arguments).process();
    return new MoodstreamProcess(process, output, dataDir);
  }

  public MoodstreamProcess awaitReady() {
    await("the ready line")
        .atMost(START_LIMIT)
        .failFast("it ended: " + output, () -> !process.isAlive())
        .until(() -> url().isPresent());
    return this;
  }

  int awaitExit() throws InterruptedException {
    return awaitExit(START_LIMIT);
  }

  public int awaitExit(Duration limit) throws InterruptedException {
    assertThat(process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** All it has printed. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<String> url() {
    Matcher matcher = READY.matcher(output());
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  KafkaConnection kafka() throws IOException {
    return ClientFile.of(dataDir.resolve("kafka")).read();
  }

  HttpResponse<String> get(String path) {
    var request =
        HttpRequest.newBuilder(URI.create(url().orElseThrow() + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return client().send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Trusts the certificate that the process has made for itself, where it has. */
  private HttpClient client() {
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
    Path made = dataDir.resolve("state/dashboard-tls.p12");
    if (Files.exists(made)) {
      builder.sslContext(trusting(made));
    }
    return builder.build();
  }

  private static SSLContext trusting(Path made) {
    try (InputStream in = Files.newInputStream(made)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, "moodstream".toCharArray());
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("moodstream", store.getCertificate("moodstream"));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  JsonNode json(String path) {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As kill -9 does, and only this process: its broker has to notice. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As Ctrl-C or a service manager does. */
  void stop() {
    process.destroy();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      throw new IllegalStateException("did not stop: " + output(), e);
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
