package io.moodstream.dashboard.oidc;

/** The password of this client at the provider; never printed. */
public record ClientSecret(String value) {
  public ClientSecret {
    if (value.isBlank()) {
      throw new IllegalArgumentException("client secret: it is empty");
    }
  }

  @Override
  public String toString() {
    return "client secret";
  }
}
