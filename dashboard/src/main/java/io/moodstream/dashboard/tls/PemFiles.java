package io.moodstream.dashboard.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.moodstream.pipeline.stage.CannotStart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate and its key, as certificate authorities hand them out. */
final class PemFiles {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----([^-]*)-----END");

  private PemFiles() {}

  static KeyStore read(Path certificateFile, Path keyFile) {
    List<X509Certificate> chain = chain(certificateFile);
    X509Certificate own = chain.get(0);
    PrivateKey key = key(keyFile, own.getPublicKey().getAlgorithm(), certificateFile);
    requireMatch(key, own.getPublicKey(), keyFile, certificateFile);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          TlsCertificate.ALIAS,
          key,
          TlsCertificate.PASSWORD.toCharArray(),
          chain.toArray(new X509Certificate[0]));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a store in memory takes every key", e);
    }
  }

  private static List<X509Certificate> chain(Path file) {
    try (InputStream in = open(file, "--tls-cert")) {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw new CannotStart("--tls-cert: no certificate in " + file);
      }
      chain.get(0).checkValidity();
      return chain;
    } catch (CertificateExpiredException e) {
      throw new CannotStart(
          "--tls-cert: the certificate in %s has ended: %s".formatted(file, e.getMessage()), e);
    } catch (CertificateException e) {
      throw new CannotStart(
          "--tls-cert: %s is not a certificate in PEM: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw unreadable("--tls-cert", file, e);
    }
  }

  private static PrivateKey key(Path file, String algorithm, Path certificateFile) {
    String text;
    try (InputStream in = open(file, "--tls-key")) {
      text = new String(in.readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw unreadable("--tls-key", file, e);
    }
    Matcher found = KEY.matcher(text);
    if (!found.find()) {
      throw new CannotStart("--tls-key: no private key in PEM in " + file);
    }
    requirePlain(found.group(1), file);
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(found.group(2));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new CannotStart(
          "--tls-key: %s is not an %s key, as %s needs it"
              .formatted(file, algorithm, certificateFile),
          e);
    }
  }

  private static void requirePlain(String kind, Path file) {
    if (!kind.equals("PRIVATE KEY")) {
      throw new CannotStart(
          "--tls-key: %s holds an '%s'; convert it: openssl pkcs8 -topk8 -nocrypt -in %s -out key.pem"
              .formatted(file, kind, file));
    }
  }

  private static void requireMatch(
      PrivateKey key, PublicKey publicKey, Path keyFile, Path certificateFile) {
    String algorithm =
        switch (publicKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> publicKey.getAlgorithm();
        };
    try {
      byte[] test = TlsCertificate.ALIAS.getBytes(ISO_8859_1);
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(test);
      Signature checking = Signature.getInstance(algorithm);
      checking.initVerify(publicKey);
      checking.update(test);
      if (!checking.verify(signing.sign())) {
        throw new CannotStart(
            "--tls-key: the key in %s is not that of the certificate in %s"
                .formatted(keyFile, certificateFile));
      }
    } catch (GeneralSecurityException e) {
      throw new CannotStart("--tls-key: %s cannot sign: %s".formatted(keyFile, e.getMessage()), e);
    }
  }

  private static InputStream open(Path file, String option) throws IOException {
    try {
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new CannotStart("%s: no such file: %s".formatted(option, file), e);
    }
  }

  private static CannotStart unreadable(String option, Path file, IOException e) {
    return new CannotStart("%s: cannot read %s: %s".formatted(option, file, e.getMessage()), e);
  }
}
