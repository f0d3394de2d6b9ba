package io.moodstream.dashboard.users;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it is kept: {@code pbkdf2-sha256$ITERATIONS$SALT$HASH}, base64. The number of
 * iterations is what OWASP's Password Storage Cheat Sheet recommends for this function.
 */
public record PasswordHash(int iterations, String salt, String hash) {
  public static final int SHORTEST = 10;

  private static final String FORM = "pbkdf2-sha256";
  private static final int ITERATIONS = 600_000;
  private static final int LEAST_ITERATIONS = 100_000;
  private static final int MOST_ITERATIONS = 10_000_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 256;
  private static final SecureRandom RANDOM = new SecureRandom();

  public PasswordHash {
    if (iterations < LEAST_ITERATIONS || iterations > MOST_ITERATIONS) {
      throw new IllegalArgumentException(
          "password: %d to %d iterations, not %d"
              .formatted(LEAST_ITERATIONS, MOST_ITERATIONS, iterations));
    }
    Base64.getDecoder().decode(salt);
    Base64.getDecoder().decode(hash);
  }

  /**
   * @throws IllegalArgumentException if the password is shorter than {@link #SHORTEST}
   */
  public static PasswordHash of(String password) {
    if (password.length() < SHORTEST) {
      throw new IllegalArgumentException("password: at least %d characters".formatted(SHORTEST));
    }
    return of(password, ITERATIONS);
  }

  public static PasswordHash of(String password, int iterations) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return new PasswordHash(iterations, base64(salt), base64(derive(password, salt, iterations)));
  }

  /** Of no password: comparing with it takes as long as with any other, making it takes no time. */
  public static PasswordHash ofNothing() {
    return new PasswordHash(ITERATIONS, random(SALT_BYTES), random(HASH_BITS / 8));
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return base64(random);
  }

  /**
   * @throws IllegalArgumentException if the text has another form
   */
  public static PasswordHash parse(String text) {
    String[] parts = text.split("\\$", -1);
    if (parts.length != 4 || !parts[0].equals(FORM) || !parts[1].matches("\\d{1,8}")) {
      throw new IllegalArgumentException(
          "password: not a hash such as '%s$...': make one with 'moodstream users'"
              .formatted(FORM));
    }
    return new PasswordHash(Integer.parseInt(parts[1]), parts[2], parts[3]);
  }

  /** Takes some tenths of a second of one core. */
  public boolean matches(String password) {
    byte[] given = derive(password, Base64.getDecoder().decode(salt), iterations);
    return MessageDigest.isEqual(given, Base64.getDecoder().decode(hash));
  }

  private static byte[] derive(String password, byte[] salt, int iterations) {
    try {
      var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA256", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return "%s$%d$%s$%s".formatted(FORM, iterations, salt, hash);
  }
}
