package io.moodstream.allinone.broker;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/**
 * A user name and a random password for one listener of the embedded broker. Authentication is
 * SCRAM: the password never crosses the connection, and a client notices a server that does not
 * know it, such as another process that has taken the port.
 */
public record BrokerLogin(String user, String password) {
  private static final String MECHANISM = "SCRAM-SHA-256";
  private static final int SECRET_BYTES = 24;

  public BrokerLogin {
    if (!user.matches("[a-z]+") || !password.matches("[0-9a-f]{16,}")) {
      throw new IllegalArgumentException("a login needs a user and a password in hexadecimal");
    }
  }

  public static BrokerLogin random(String user) {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return new BrokerLogin(user, HexFormat.of().formatHex(secret));
  }

  /** Client properties that authenticate with this login. */
  Map<String, String> client(String protocol) {
    return Map.of(
        "security.protocol",
        protocol,
        "sasl.mechanism",
        MECHANISM,
        "sasl.jaas.config",
        jaas() + ";");
  }

  /**
   * Broker properties of a listener that accepts this login and no other.
   *
   * @param listener its name in lower case
   */
  Map<String, String> listener(String listener) {
    String prefix = "listener.name.%s.".formatted(listener);
    String mechanism = prefix + ScramLogins.PREFIX;
    return Map.of(
        prefix + "sasl.enabled.mechanisms",
        MECHANISM,
        mechanism + "sasl.jaas.config",
        "%s %s%s=\"%s\";".formatted(jaas(), ScramLogins.USER_OPTION, user, password),
        mechanism + "sasl.server.callback.handler.class",
        ScramLogins.class.getName());
  }

  /** Broker properties that name the mechanism for the broker's connections to itself. */
  static Map<String, String> own() {
    return Map.of(
        "sasl.mechanism.inter.broker.protocol",
        MECHANISM,
        "sasl.mechanism.controller.protocol",
        MECHANISM);
  }

  private String jaas() {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required"
        + " username=\"%s\" password=\"%s\"".formatted(user, password);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "login of " + user;
  }
}
