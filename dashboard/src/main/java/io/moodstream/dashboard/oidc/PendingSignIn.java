package io.moodstream.dashboard.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A sign-in that has been sent to the provider. It is kept in a cookie of the browser that began
 * it: no other browser can complete it, and callers cannot fill our memory with them.
 *
 * @param page the path to open afterwards
 */
public record PendingSignIn(
    State state, Nonce nonce, CodeVerifier verifier, Instant begin, String page) {
  public static final Duration LIFE = Duration.ofMinutes(10);

  private static final int PARTS = 5;

  static PendingSignIn of(Instant now, String page) {
    return new PendingSignIn(new State(), new Nonce(), new CodeVerifier(), now, page);
  }

  public String toCookie() {
    return Stream.of(
            state.getValue(),
            nonce.getValue(),
            verifier.getValue(),
            Long.toString(begin.getEpochSecond()),
            page)
        .map(part -> Base64.getUrlEncoder().withoutPadding().encodeToString(part.getBytes(UTF_8)))
        .reduce((left, right) -> left + "." + right)
        .orElseThrow();
  }

  /** Empty if it is malformed or too old. */
  public static Optional<PendingSignIn> parse(String cookie, Instant now) {
    try {
      List<String> parts =
          Stream.of(cookie.split("\\.", -1))
              .map(part -> new String(Base64.getUrlDecoder().decode(part), UTF_8))
              .toList();
      if (parts.size() != PARTS) {
        return Optional.empty();
      }
      var parsed =
          new PendingSignIn(
              new State(parts.get(0)),
              new Nonce(parts.get(1)),
              new CodeVerifier(parts.get(2)),
              Instant.ofEpochSecond(Long.parseLong(parts.get(3))),
              parts.get(4));
      return Optional.of(parsed).filter(pending -> pending.isFresh(now));
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  private boolean isFresh(Instant now) {
    return !begin.isAfter(now) && begin.plus(LIFE).isAfter(now);
  }
}
