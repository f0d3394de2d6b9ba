package io.moodstream.dashboard.tls;

import io.moodstream.pipeline.stage.CannotStart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A certificate that vouches for itself, in a file that only its owner reads. */
final class SelfSigned {
  private static final Logger log = LoggerFactory.getLogger(SelfSigned.class);
  private static final String FILE = "dashboard-tls.p12";
  private static final String TYPE = "PKCS12";

  /** Browsers refuse certificates that hold for longer. */
  private static final int DAYS = 397;

  private static final Duration LEAST_LEFT = Duration.ofDays(7);
  private static final Duration TOOL_LIMIT = Duration.ofMinutes(1);

  private final Path folder;

  private SelfSigned(Path folder) {
    this.folder = folder;
  }

  static SelfSigned in(Path folder) {
    return new SelfSigned(folder);
  }

  /** The one that is there, if it can still serve, or a new one. */
  KeyStore of(HostNames hosts) {
    Path file = folder.resolve(FILE);
    try {
      Optional<KeyStore> kept = read(file).filter(store -> serves(store, hosts));
      return kept.isPresent() ? kept.get() : make(file, hosts);
    } catch (IOException e) {
      throw new CannotStart(
          "--tls: no certificate can be kept in %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static Optional<KeyStore> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(TYPE);
      store.load(in, TlsCertificate.PASSWORD.toCharArray());
      return Optional.of(store);
    } catch (GeneralSecurityException | IOException e) {
      log.warn("{} cannot be read, a new certificate is made: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  private static boolean serves(KeyStore store, HostNames hosts) {
    try {
      return store.getCertificate(TlsCertificate.ALIAS) instanceof X509Certificate certificate
          && certificate.getNotAfter().toInstant().isAfter(Instant.now().plus(LEAST_LEFT))
          && names(certificate).containsAll(hosts.names())
          && names(certificate).containsAll(hosts.addresses());
    } catch (GeneralSecurityException e) {
      log.warn("the certificate that is kept cannot serve, a new one is made: {}", e.getMessage());
      return false;
    }
  }

  static Collection<String> names(X509Certificate certificate) throws CertificateParsingException {
    var names = new TreeSet<String>();
    // Each is a number for its kind and its text.
    for (List<?> name :
        Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of())) {
      names.add(String.valueOf(name.get(1)));
    }
    return names;
  }

  /** By the tool that every Java has: X.509 is not ours to write. */
  private KeyStore make(Path file, HostNames hosts) throws IOException {
    Files.createDirectories(folder);
    // A folder of the owner alone, so that no one reads the key while it is written.
    Path work = Files.createTempDirectory(folder, "tls");
    Path made = work.resolve(FILE);
    try {
      run(command(made, hosts));
      if (Files.getFileStore(made).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
      }
      Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(made);
      Files.delete(work);
    }
    return read(file).orElseThrow(() -> new IOException("what was made cannot be read"));
  }

  private static List<String> command(Path file, HostNames hosts) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        TlsCertificate.ALIAS,
        "-dname",
        "CN=moodstream",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-validity",
        Integer.toString(DAYS),
        "-ext",
        "san=" + hosts.alternativeNames(),
        "-ext",
        "eku=serverAuth",
        "-storetype",
        TYPE,
        "-storepass",
        TlsCertificate.PASSWORD,
        "-keystore",
        file.toString());
  }

  private static void run(List<String> command) throws IOException {
    Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream output = tool.getInputStream()) {
      tool.getOutputStream().close();
      String said = new String(output.readAllBytes(), Charset.defaultCharset());
      if (!tool.waitFor(TOOL_LIMIT.toSeconds(), TimeUnit.SECONDS) || tool.exitValue() != 0) {
        throw new IOException("keytool has failed: " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool was at work", e);
    } finally {
      tool.destroyForcibly();
    }
  }
}
