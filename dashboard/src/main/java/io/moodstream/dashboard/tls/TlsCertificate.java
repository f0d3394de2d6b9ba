package io.moodstream.dashboard.tls;

import io.moodstream.pipeline.stage.CannotStart;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** What the dashboard shows to be itself, with its private key. Held in memory, never printed. */
public final class TlsCertificate {
  public static final String ALIAS = "moodstream";

  /** Of the store in memory; on disk, the rights of the file protect it. */
  public static final String PASSWORD = "moodstream";

  private final KeyStore keyStore;
  private final X509Certificate certificate;

  TlsCertificate(KeyStore keyStore) {
    this.keyStore = keyStore;
    try {
      this.certificate = (X509Certificate) keyStore.getCertificate(ALIAS);
    } catch (KeyStoreException e) {
      throw new IllegalStateException("the store was loaded", e);
    }
  }

  /**
   * A given certificate.
   *
   * @param certificate PEM, followed by those that vouch for it
   * @param key PEM, PKCS #8, without a passphrase
   * @throws CannotStart if they cannot be used; the message is one line for the user
   */
  public static TlsCertificate of(Path certificate, Path key) {
    return new TlsCertificate(PemFiles.read(certificate, key));
  }

  /**
   * One that vouches for itself: visitors are warned once. Made at the first call and used again
   * until it ends or this machine's addresses have changed.
   *
   * @param folder where it is kept
   * @param host the address that is listened on; for all addresses, it is made for all of them
   * @throws IllegalStateException if it cannot be made; the message is one line for the user
   */
  public static TlsCertificate selfSigned(Path folder, String host) {
    return new TlsCertificate(SelfSigned.in(folder).of(HostNames.reaching(host)));
  }

  public KeyStore keyStore() {
    return keyStore;
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** The certificate in PEM. */
  public String certificatePem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }

  /** The private key in PEM (PKCS #8), for a server in another process. */
  public String privateKeyPem() {
    try {
      return pem("PRIVATE KEY", keyStore.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the store was loaded", e);
    }
  }

  private static String pem(String label, byte[] encoded) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, text, label);
  }

  /** The names and addresses that it is for. */
  public Collection<String> names() {
    try {
      return SelfSigned.names(certificate);
    } catch (CertificateParsingException e) {
      throw new IllegalStateException("a certificate that was read can be read", e);
    }
  }

  /** SHA-256, as browsers show it: {@code AB:CD:...}. */
  public String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }

  public SslContextFactory.Server contextFactory() {
    var factory = new SslContextFactory.Server();
    factory.setKeyStore(keyStore);
    factory.setKeyStorePassword(PASSWORD);
    // Called by addresses too, for which there is no server name.
    factory.setSniRequired(false);
    return factory;
  }
}
