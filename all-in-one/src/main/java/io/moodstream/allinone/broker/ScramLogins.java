package io.moodstream.allinone.broker;

import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.ScramCredentialCallback;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;

/**
 * The users that a listener of the embedded broker accepts: options {@code user_NAME="PASSWORD"} of
 * its JAAS entry, as with Kafka's PLAIN mechanism. Kafka's own SCRAM users are in its metadata, so
 * the controller's listener cannot use them, and a password could not change before a start.
 */
public final class ScramLogins implements AuthenticateCallbackHandler {
  static final String PREFIX = "scram-sha-256.";
  static final String USER_OPTION = "user_";

  private static final ScramMechanism MECHANISM = ScramMechanism.SCRAM_SHA_256;

  private final Map<String, ScramCredential> users = new HashMap<>();

  @Override
  public void configure(
      Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
    for (AppConfigurationEntry entry : entries) {
      entry
          .getOptions()
          .forEach(
              (name, password) -> {
                if (name.startsWith(USER_OPTION)) {
                  users.put(name.substring(USER_OPTION.length()), credential(password.toString()));
                }
              });
    }
  }

  private static ScramCredential credential(String password) {
    try {
      return new ScramFormatter(MECHANISM).generateCredential(password, MECHANISM.minIterations());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JRE has " + MECHANISM.hashAlgorithm(), e);
    }
  }

  /** An unknown user is left without a credential, which Kafka refuses. */
  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    String user = "";
    for (Callback callback : callbacks) {
      if (callback instanceof NameCallback name) {
        user = name.getDefaultName();
      } else if (callback instanceof ScramCredentialCallback scram) {
        Optional.ofNullable(users.get(user)).ifPresent(scram::scramCredential);
      } else {
        throw new UnsupportedCallbackException(callback);
      }
    }
  }

  @Override
  public void close() {
    // Holds nothing that has to be released.
  }
}
