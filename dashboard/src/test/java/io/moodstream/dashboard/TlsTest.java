package io.moodstream.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.moodstream.dashboard.tls.HostNames;
import io.moodstream.dashboard.tls.TlsCertificate;
import io.moodstream.pipeline.stage.CannotStart;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsTest {
  private static final String HOST = "127.0.0.1";

  @TempDir private static Path shared;
  private static TlsCertificate made;

  @TempDir private Path folder;

  @BeforeAll
  static void makeOne() {
    made = TlsCertificate.selfSigned(shared, HOST);
  }

  @Test
  void shouldMakeACertificateOnceForTheAddressesOfItsHost() throws IOException {
    TlsCertificate first = TlsCertificate.selfSigned(folder, HOST);

    TlsCertificate again = TlsCertificate.selfSigned(folder, HOST);

    assertThat(first.names()).containsExactlyInAnyOrder("localhost", HOST, "0:0:0:0:0:0:0:1");
    assertThat(again.fingerprint()).isEqualTo(first.fingerprint()).matches("([0-9A-F]{2}:){31}..");
    try (var files = Files.list(folder)) {
      Path file = files.findFirst().orElseThrow();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void shouldMakeANewOneForAnotherAddress() {
    TlsCertificate first = TlsCertificate.selfSigned(folder, HOST);

    TlsCertificate second = TlsCertificate.selfSigned(folder, "127.0.0.2");

    assertThat(second.fingerprint()).isNotEqualTo(first.fingerprint());
    assertThat(second.names()).contains("127.0.0.2");
  }

  @Test
  void shouldMakeANewOneWhenTheFileIsSpoilt() throws IOException {
    Files.writeString(folder.resolve("dashboard-tls.p12"), "no key store");

    assertThat(TlsCertificate.selfSigned(folder, HOST).names()).contains(HOST);
  }

  @Test
  void shouldMakeOneForAllAddresses() {
    assertThat(HostNames.reaching("0.0.0.0").addresses()).contains(HOST, "0:0:0:0:0:0:0:1");
    assertThat(HostNames.reaching("0.0.0.0").alternativeNames())
        .contains("dns:localhost", "ip:127.0.0.1");
  }

  @Test
  void shouldSayThatAFolderCannotBeUsed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> TlsCertificate.selfSigned(file, HOST))
        .isInstanceOf(CannotStart.class)
        .hasMessageStartingWith("--tls: no certificate can be kept in " + file);
  }

  @Test
  void shouldServeHttpsWithItsOwnCertificate() throws Exception {
    try (RunningDashboard dashboard = serving(made)) {
      HttpResponse<String> answer =
          trusting(made)
              .send(get(dashboard, "https", "/?token=long-secret"), BodyHandlers.ofString());

      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.statusCode()).isEqualTo(303);
      assertThat(answer.headers().firstValue("Set-Cookie")).get().asString().contains("Secure");
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
    }
  }

  @Test
  void shouldLetItsOwnPageChangeThingsOverHttp2() throws Exception {
    try (RunningDashboard dashboard = serving(made)) {
      HttpRequest change =
          HttpRequest.newBuilder(
                  URI.create("https://%s:%d/api/v1/models".formatted(HOST, dashboard.port)))
              .header("Authorization", "Bearer long-secret")
              .header("Origin", "https://%s:%d".formatted(HOST, dashboard.port))
              .POST(BodyPublishers.ofString("not a bundle"))
              .build();

      HttpResponse<String> answer = trusting(made).send(change, BodyHandlers.ofString());

      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.statusCode()).as(answer.body()).isNotEqualTo(403);
    }
  }

  /** Browsers open a WebSocket on a connection of its own, for which they offer HTTP/1.1 only. */
  @Test
  void shouldServeClientsThatOfferHttp11Only() throws Exception {
    try (RunningDashboard dashboard = serving(made);
        var socket =
            (SSLSocket) context(made).getSocketFactory().createSocket(HOST, dashboard.port)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"http/1.1"});
      socket.setSSLParameters(parameters);

      socket
          .getOutputStream()
          .write(
              "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(UTF_8));

      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 200");
      assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
    }
  }

  @Test
  void shouldShowTheWayToHttps() throws Exception {
    try (RunningDashboard dashboard = serving(made)) {
      HttpResponse<String> answer = dashboard.get("/camera?x=1");
      HttpResponse<String> change =
          dashboard.send(dashboard.request("/api/v1/models").POST(BodyPublishers.ofString("x")));

      assertThat(answer.statusCode()).isEqualTo(307);
      assertThat(answer.headers().firstValue("Location"))
          .contains("https://127.0.0.1:%d/camera?x=1".formatted(dashboard.port));
      assertThat(change.statusCode()).isEqualTo(403);
    }
  }

  @Test
  void shouldTakeFramesOverTlsOnly() throws Exception {
    try (RunningDashboard dashboard = serving(made)) {
      WebSocket secure =
          trusting(made)
              .newWebSocketBuilder()
              .header("Authorization", "Bearer long-secret")
              .buildAsync(frames(dashboard, "wss"), new WebSocket.Listener() {})
              .join();
      await("its first status")
          .untilAsserted(() -> assertThat(dashboard.sent.history()).isNotEmpty());
      secure.abort();

      assertThatThrownBy(
              () ->
                  HttpClient.newHttpClient()
                      .newWebSocketBuilder()
                      .header("Authorization", "Bearer long-secret")
                      .buildAsync(frames(dashboard, "ws"), new WebSocket.Listener() {})
                      .join())
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }
  }

  @Test
  void shouldServeAGivenCertificate() throws Exception {
    Path cert = certificate(made, "cert.pem");
    Path key = key(made, "key.pem");

    try (RunningDashboard dashboard = serving(TlsCertificate.of(cert, key))) {
      var answer =
          trusting(made).send(get(dashboard, "https", "/health/live"), BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldSayThatAKeyIsAnotherOnes() throws Exception {
    TlsCertificate yours = TlsCertificate.selfSigned(folder, HOST);
    Path cert = certificate(made, "cert.pem");
    Path key = key(yours, "key.pem");

    assertThatThrownBy(() -> TlsCertificate.of(cert, key))
        .isInstanceOf(CannotStart.class)
        .hasMessage(
            "--tls-key: the key in %s is not that of the certificate in %s".formatted(key, cert));
  }

  @ParameterizedTest
  @CsvSource({
    "'', --tls-key: no private key in PEM in",
    "'-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END', convert it: openssl pkcs8",
    "'-----BEGIN ENCRYPTED PRIVATE KEY-----\nMHcC\n-----END', convert it: openssl pkcs8",
    "'-----BEGIN PRIVATE KEY-----\nMHcC\n-----END', is not an EC key"
  })
  void shouldSayWhyAKeyCannotBeUsed(String content, String message) throws Exception {
    Path cert = certificate(made, "cert.pem");
    Path key = Files.writeString(folder.resolve("key.pem"), content);

    assertThatThrownBy(() -> TlsCertificate.of(cert, key))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining(message)
        .hasMessageContaining(key.toString());
  }

  @ParameterizedTest
  @CsvSource({"'', --tls-cert:", "cheese, --tls-cert:"})
  void shouldSayWhyACertificateCannotBeUsed(String content, String message) throws IOException {
    Path cert = Files.writeString(folder.resolve("cert.pem"), content);

    assertThatThrownBy(() -> TlsCertificate.of(cert, cert))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining(message)
        .hasMessageContaining(cert.toString());
  }

  @Test
  void shouldNameAFileThatIsMissing() throws Exception {
    Path cert = certificate(made, "cert.pem");
    Path missing = folder.resolve("missing.pem");

    assertThatThrownBy(() -> TlsCertificate.of(missing, missing))
        .hasMessage("--tls-cert: no such file: " + missing);
    assertThatThrownBy(() -> TlsCertificate.of(cert, missing))
        .hasMessage("--tls-key: no such file: " + missing);
  }

  private static RunningDashboard serving(TlsCertificate certificate) {
    return RunningDashboard.with(
        RunningDashboard.settings(Optional.of("long-secret"))
            .withWeb(web -> web.withTls(certificate)),
        (cameras, step, from, to) -> List.of());
  }

  static SSLContext context(TlsCertificate certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("dashboard", certificate.certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static HttpClient trusting(TlsCertificate certificate) throws Exception {
    return HttpClient.newBuilder()
        .sslContext(context(certificate))
        .followRedirects(Redirect.NEVER)
        .build();
  }

  private static HttpRequest get(RunningDashboard dashboard, String scheme, String path) {
    return HttpRequest.newBuilder(
            URI.create("%s://%s:%d%s".formatted(scheme, HOST, dashboard.port, path)))
        .build();
  }

  private static URI frames(RunningDashboard dashboard, String scheme) {
    return URI.create(
        "%s://%s:%d/api/v1/cameras/phone/frames".formatted(scheme, HOST, dashboard.port));
  }

  private Path certificate(TlsCertificate of, String file)
      throws IOException, GeneralSecurityException {
    return pem(file, "CERTIFICATE", of.certificate().getEncoded());
  }

  private Path key(TlsCertificate of, String file) throws IOException, GeneralSecurityException {
    byte[] key =
        of.keyStore()
            .getKey(TlsCertificate.ALIAS, TlsCertificate.PASSWORD.toCharArray())
            .getEncoded();
    return pem(file, "PRIVATE KEY", key);
  }

  private Path pem(String file, String kind, byte[] content) throws IOException {
    return Files.writeString(
        folder.resolve(file),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind));
  }
}
