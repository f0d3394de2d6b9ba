package io.moodstream.dashboard.oidc;

import io.moodstream.dashboard.users.Role;
import io.moodstream.pipeline.frames.CameraId;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a person's name, roles and cameras from the claims of an ID token. A claim inside another
 * is written with dots: {@code realm_access.roles}.
 *
 * @param name the claim that the page and the audit show; the subject where it is missing
 * @param roles a text or a list of texts
 * @param roleOf a value of that claim to a role; where it is empty, the roles' own names count
 * @param cameras a list of ids of cameras and groups, or {@code *} for all; a token without the
 *     claim sees none. Empty: all persons see all cameras
 */
public record ClaimMapping(
    String name, String roles, Map<String, Role> roleOf, Optional<String> cameras) {
  public static final String DEFAULT_NAME = "preferred_username";
  public static final String DEFAULT_ROLES = "roles";

  private static final Logger log = LoggerFactory.getLogger(ClaimMapping.class);
  private static final String ALL = "*";
  private static final int LONGEST_NAME = 64;

  public ClaimMapping {
    roleOf =
        roleOf.isEmpty()
            ? Arrays.stream(Role.values()).collect(Collectors.toMap(Role::label, role -> role))
            : Map.copyOf(roleOf);
  }

  public static ClaimMapping defaults() {
    return new ClaimMapping(DEFAULT_NAME, DEFAULT_ROLES, Map.of(), Optional.empty());
  }

  /**
   * @param provider appended to the name
   * @throws OidcFailure if no claim gives a role
   */
  Identity identity(Map<String, Object> claims, String subject, String provider)
      throws OidcFailure {
    Set<Role> granted =
        texts(claims, roles)
            .flatMap(value -> Optional.ofNullable(roleOf.get(value)).stream())
            .collect(Collectors.toSet());
    if (granted.isEmpty()) {
      throw new OidcFailure(
          OidcFailure.Reason.NO_ROLE,
          "claim '%s' of subject %s gives no role: it is %s"
              .formatted(roles, printable(subject), printable(texts(claims, roles).toList())));
    }
    String shown = texts(claims, name).findFirst().filter(text -> !text.isBlank()).orElse(subject);
    return new Identity(
        "%s (%s)".formatted(printable(shown), provider),
        printable(subject),
        granted,
        cameras.flatMap(claim -> scope(texts(claims, claim).toList())));
  }

  /** Empty for all; a value that is not an id is ignored. */
  private static Optional<Set<CameraId>> scope(List<String> values) {
    if (values.contains(ALL)) {
      return Optional.empty();
    }
    var ids = new LinkedHashSet<CameraId>();
    for (String value : values) {
      try {
        ids.add(new CameraId(value));
      } catch (IllegalArgumentException e) {
        log.warn("a claim names a camera that cannot be: {}", printable(value));
      }
    }
    return Optional.of(ids);
  }

  private static Stream<String> texts(Map<String, Object> claims, String path) {
    return at(claims, path).stream()
        .flatMap(value -> value instanceof Collection<?> many ? many.stream() : Stream.of(value))
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  /** A name with dots may be a claim's own: {@code https://mood.example/roles}. */
  private static Optional<Object> at(Map<String, Object> claims, String path) {
    Optional<Object> whole = Optional.ofNullable(claims.get(path));
    int dot = path.indexOf('.');
    if (whole.isPresent() || dot < 0) {
      return whole;
    }
    return Optional.ofNullable(claims.get(path.substring(0, dot)))
        .filter(Map.class::isInstance)
        .flatMap(inner -> at(asClaims(inner), path.substring(dot + 1)));
  }

  // The keys of a JSON object are texts.
  @SuppressWarnings("unchecked")
  private static Map<String, Object> asClaims(Object json) {
    return (Map<String, Object>) json;
  }

  private static String printable(Object value) {
    String text = String.valueOf(value).replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    return text.substring(0, Math.min(LONGEST_NAME, text.length()));
  }
}
