package io.moodstream.allinone.options;

import io.moodstream.allinone.Failure;
import io.moodstream.allinone.HostPort;
import io.moodstream.dashboard.DashboardSettings;
import io.moodstream.dashboard.http.WebSettings;
import io.moodstream.dashboard.live.ProbabilitySmoother;
import io.moodstream.dashboard.notices.Controller;
import io.moodstream.dashboard.oidc.OidcSettings;
import io.moodstream.dashboard.summaries.CameraGroup;
import io.moodstream.dashboard.tls.TlsCertificate;
import io.moodstream.dashboard.users.Users;
import io.moodstream.pipeline.Span;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the dashboard is served, to which clients, and how. */
public final class DashboardOptions {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "7070",
      description = "The dashboard's port. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = {
        "The dashboard's address. Default: ${DEFAULT-VALUE}. Any address that other machines can",
        "reach demands a token."
      })
  private String host = "127.0.0.1";

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      defaultValue = "${env:MOODSTREAM_TOKEN}",
      description = {
        "What clients must know; made and printed when it is needed and not given. May be set in",
        "MOODSTREAM_TOKEN, where other users of this machine do not see it."
      })
  private @Nullable String token;

  @Option(
      names = "--users",
      paramLabel = "FILE",
      description = {
        "Users who sign in with a name and a password, with roles and cameras of their own; see",
        "'moodstream users'. A change of the file counts at once."
      })
  private @Nullable Path users;

  @Mixin private OidcOptions oidc = new OidcOptions();

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description = {
        "The address that browsers use, as https://mood.example, when a reverse proxy",
        "forwards to the dashboard. Demands a token."
      })
  private @Nullable URI publicUrl;

  @Option(
      names = "--group",
      paramLabel = "ID=CAMERA,...",
      description = "Cameras whose statistics can be asked for as one; may be given several times.")
  private List<CameraGroup> groups = new ArrayList<>();

  @Option(
      names = "--smoothing",
      paramLabel = "TIME",
      description = {
        "Half-life of the probabilities that the live page shows of each face; 0s for none.",
        "Statistics are never smoothed. Default: ${DEFAULT-VALUE}"
      })
  private Span smoothing = new Span(ProbabilitySmoother.DEFAULT_HALF_LIFE);

  @Option(
      names = "--controller",
      paramLabel = "NAME",
      description = {
        "Who operates the cameras, for their notices: the controller in the sense of the GDPR.",
        "Needs --controller-contact."
      })
  private @Nullable String controller;

  @Option(
      names = "--controller-contact",
      paramLabel = "TEXT",
      description = "How to reach the controller: an address, a number, an e-mail address.")
  private @Nullable String controllerContact;

  @Option(
      names = "--data-protection-officer",
      paramLabel = "TEXT",
      description = "How to reach the data protection officer, where there is one.")
  private @Nullable String dataProtectionOfficer;

  @Option(
      names = "--tls",
      description = {
        "Serves https, which browsers demand before they lend a page the camera. Without",
        "--tls-cert, a certificate is made and kept in the data folder; browsers warn of it once."
      })
  private boolean tls;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "A certificate in PEM, with those that vouch for it; implies --tls.")
  private @Nullable Path tlsCertificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The certificate's key in PEM (PKCS #8).")
  private @Nullable Path tlsKey;

  /**
   * Makes what is needed and was not given: a token, a certificate.
   *
   * @param stateDir where a certificate that is made is kept
   * @param made hears what the user has to know of it, line by line
   */
  public DashboardSettings prepare(Path stateDir, Consumer<String> made) {
    DashboardSettings settings = withToken(made);
    Path certificate = tlsCertificate;
    Path key = tlsKey;
    if (certificate != null && key != null) {
      return settings.withWeb(web -> web.withTls(TlsCertificate.of(certificate, key)));
    }
    if (!tls) {
      return settings;
    }
    TlsCertificate own = TlsCertificate.selfSigned(stateDir, host);
    made.accept("the dashboard's own certificate is for " + String.join(", ", own.names()));
    made.accept("its SHA-256 is " + own.fingerprint());
    return settings.withWeb(web -> web.withTls(own));
  }

  private DashboardSettings withToken(Consumer<String> made) {
    Optional<String> given = Optional.ofNullable(token);
    Optional<URI> address = Optional.ofNullable(publicUrl);
    Users known = UsageError.unlessValid(() -> users == null ? Users.none() : Users.of(users));
    Optional<OidcSettings> provider = oidc.settings(System::getenv);
    if (given.isEmpty()
        && users == null
        && provider.isEmpty()
        && WebSettings.isReachable(host, address)) {
      given = Optional.of(newToken());
      made.accept("the dashboard's token is " + given.get());
    }
    Optional<String> demanded = given;
    return UsageError.unlessValid(
        () ->
            DashboardSettings.on(new WebSettings(host, port, demanded, known, address, provider))
                .withGroups(groups)
                .withSmoothing(smoothing.duration())
                .withController(controller()));
  }

  private Optional<Controller> controller() {
    String name = controller;
    String contact = controllerContact;
    if ((name == null) != (contact == null) || (name == null && dataProtectionOfficer != null)) {
      throw new IllegalArgumentException(
          "--controller and --controller-contact go together; --data-protection-officer needs both");
    }
    return name == null || contact == null
        ? Optional.empty()
        : Optional.of(new Controller(name, contact, Optional.ofNullable(dataProtectionOfficer)));
  }

  /** Checked before anything is started. */
  public void requireUsable() {
    if ((tlsCertificate == null) != (tlsKey == null)) {
      throw new UsageError("--tls-cert and --tls-key go together: give both or none");
    }
    UsageError.unlessValid(this::controller);
    oidc.settings(System::getenv);
    HostPort address = UsageError.unlessValid(() -> new HostPort(host, port));
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address.host(), address.port()));
    } catch (IOException e) {
      throw new Failure(
          "cannot listen on %s:%d (%s); is another moodstream running? Choose another --port"
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  private static String newToken() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
