package io.moodstream.allinone.options;

import io.moodstream.dashboard.oidc.ClaimMapping;
import io.moodstream.dashboard.oidc.ClientSecret;
import io.moodstream.dashboard.oidc.OidcSettings;
import io.moodstream.dashboard.users.Role;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The OpenID Connect provider with which people sign in to the dashboard. */
public final class OidcOptions {
  static final String SECRET = "MOODSTREAM_OIDC_CLIENT_SECRET";

  @Option(
      names = "--oidc-issuer",
      paramLabel = "URL",
      description = {
        "People sign in with this OpenID Connect provider, as https://login.example/realms/mood.",
        "It sends them back to /sign-in/callback, which is registered there. Roles come from the",
        "ID token."
      })
  private @Nullable URI issuer;

  @Option(
      names = "--oidc-client-id",
      paramLabel = "ID",
      description = "The dashboard's client id at the provider.")
  private @Nullable String clientId;

  @Option(
      names = "--oidc-client-secret-file",
      paramLabel = "FILE",
      description = {
        "Holds the client's secret; it may be in " + SECRET + " instead.",
        "Without one, the client is public: PKCE alone protects it."
      })
  private @Nullable Path secretFile;

  @Option(
      names = "--oidc-scopes",
      paramLabel = "SCOPE,...",
      split = ",",
      defaultValue = "profile",
      description = "Requested besides openid. Default: ${DEFAULT-VALUE}")
  private List<String> scopes = List.of("profile");

  @Option(
      names = "--oidc-name-claim",
      paramLabel = "CLAIM",
      defaultValue = ClaimMapping.DEFAULT_NAME,
      description = "The person's name, on the page and in the audit. Default: ${DEFAULT-VALUE}")
  private String nameClaim = ClaimMapping.DEFAULT_NAME;

  @Option(
      names = "--oidc-roles-claim",
      paramLabel = "CLAIM",
      defaultValue = ClaimMapping.DEFAULT_ROLES,
      description = {
        "The person's roles or groups; dots lead into claims, as realm_access.roles.",
        "Default: ${DEFAULT-VALUE}"
      })
  private String rolesClaim = ClaimMapping.DEFAULT_ROLES;

  @Option(
      names = "--oidc-role",
      paramLabel = "VALUE=ROLE",
      description = {
        "A value of that claim and the role that it gives; may be given several times. Without",
        "any, the values are the roles' own names: viewer, analyst, operator, model-engineer,",
        "privacy-officer."
      })
  private Map<String, String> roles = new LinkedHashMap<>();

  @Option(
      names = "--oidc-cameras-claim",
      paramLabel = "CLAIM",
      description = {
        "The ids of the cameras and groups that the person may see, or *. Without this option,",
        "everyone sees all cameras; with it, a token without the claim sees none."
      })
  private @Nullable String camerasClaim;

  /**
   * @param environment where the secret may be
   * @throws UsageError if an option is missing or invalid
   */
  Optional<OidcSettings> settings(UnaryOperator<@Nullable String> environment) {
    URI address = issuer;
    String client = clientId;
    if ((address == null) != (client == null)) {
      throw new UsageError("--oidc-issuer and --oidc-client-id go together: give both or none");
    }
    if (address == null || client == null) {
      return Optional.empty();
    }
    return Optional.of(
        UsageError.unlessValid(
            () -> new OidcSettings(address, client, secret(environment), scopes, claims())));
  }

  private ClaimMapping claims() {
    return new ClaimMapping(
        nameClaim,
        rolesClaim,
        roles.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> Role.ofLabel(entry.getValue()))),
        Optional.ofNullable(camerasClaim));
  }

  private Optional<ClientSecret> secret(UnaryOperator<@Nullable String> environment) {
    Path file = secretFile;
    if (file == null) {
      return Optional.ofNullable(environment.apply(SECRET)).map(ClientSecret::new);
    }
    try {
      return Optional.of(new ClientSecret(Files.readString(file).strip()));
    } catch (IOException e) {
      throw new UsageError("--oidc-client-secret-file: cannot read " + file);
    }
  }
}
