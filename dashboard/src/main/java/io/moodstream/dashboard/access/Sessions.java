package io.moodstream.dashboard.access;

import io.moodstream.dashboard.oidc.Identity;
import io.moodstream.dashboard.users.PasswordHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who has signed in, in memory: a restart ends all. A session ends 12 hours after its last call,
 * and a week after it began. Thread-safe.
 */
public final class Sessions {
  public static final Duration IDLE = Duration.ofHours(12);
  static final Duration LONGEST = Duration.ofDays(7);

  /** Beyond it the one that was idle longest ends. */
  private static final int MOST = 2_000;

  private static final int SECRET_BYTES = 32;
  private static final int ID_BYTES = 8;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> bySecret = new HashMap<>();
  private final InstantSource clock;

  Sessions(InstantSource clock) {
    this.clock = clock;
  }

  /** What a session was begun with. */
  sealed interface Proof {
    record Token() implements Proof {}

    /** What the user's password was. */
    record Password(PasswordHash hash) implements Proof {}

    /** What the provider stated at the sign-in. */
    record Provider(Identity identity) implements Proof {}
  }

  /**
   * One sign-in.
   *
   * @param id names it for its end; it opens nothing
   */
  record Session(
      String id, String name, Proof proof, String address, Instant since, Instant lastCallAt) {
    Session calledAt(Instant now) {
      return new Session(id, name, proof, address, since, now);
    }

    Instant expiresAt() {
      Instant idle = lastCallAt.plus(IDLE);
      Instant longest = since.plus(LONGEST);
      return idle.isBefore(longest) ? idle : longest;
    }
  }

  /** The secret that its calls must show. */
  synchronized String begin(String name, Proof proof, String address) {
    Instant now = clock.instant();
    removeIf(session -> !session.expiresAt().isAfter(now));
    if (bySecret.size() >= MOST) {
      bySecret.values().stream()
          .min(Comparator.comparing(Session::lastCallAt))
          .ifPresent(oldest -> end(oldest.id()));
    }
    String secret = text(SECRET_BYTES);
    bySecret.put(secret, new Session(text(ID_BYTES), name, proof, address, now, now));
    return secret;
  }

  /** The secret of a session of the token that this address has, or of a new one. */
  synchronized String beginOrShare(String name, String address) {
    return bySecret.entrySet().stream()
        .filter(entry -> entry.getValue().proof() instanceof Proof.Token)
        .filter(entry -> entry.getValue().address().equals(address))
        .filter(entry -> entry.getValue().expiresAt().isAfter(clock.instant()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(() -> begin(name, new Proof.Token(), address));
  }

  /** Counts as a call. */
  synchronized Optional<Session> find(String secret) {
    Instant now = clock.instant();
    Session session = bySecret.get(secret);
    if (session == null) {
      return Optional.empty();
    }
    if (!session.expiresAt().isAfter(now)) {
      bySecret.remove(secret);
      return Optional.empty();
    }
    bySecret.put(secret, session.calledAt(now));
    return Optional.of(session);
  }

  synchronized boolean isThere(String id) {
    Instant now = clock.instant();
    return bySecret.values().stream()
        .anyMatch(session -> session.id().equals(id) && session.expiresAt().isAfter(now));
  }

  /** The latest first. */
  synchronized List<Session> all() {
    Instant now = clock.instant();
    removeIf(session -> !session.expiresAt().isAfter(now));
    return bySecret.values().stream()
        .sorted(Comparator.comparing(Session::since).reversed())
        .toList();
  }

  /** Whether there was such a session. */
  synchronized boolean end(String id) {
    return removeIf(session -> session.id().equals(id));
  }

  private boolean removeIf(Predicate<Session> ended) {
    return bySecret.values().removeIf(ended);
  }

  private String text(int bytes) {
    byte[] secret = new byte[bytes];
    random.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }
}
