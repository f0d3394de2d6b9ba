package io.moodstream.allinone.broker;

import io.moodstream.allinone.HostPort;
import io.moodstream.dashboard.tls.TlsCertificate;
import io.moodstream.pipeline.kafka.KafkaConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The listener for camera machines: TLS with a certificate of its own, and a login that is kept
 * with the data, so that a camera machine needs its file of client properties only once.
 *
 * @param address the address that other machines reach
 * @param properties the broker's properties of this listener
 * @param client what a camera machine needs to connect
 */
record RemoteListener(HostPort address, Map<String, String> properties, KafkaConnection client) {
  static final String USER = "cameras";

  private static final String PREFIX = "listener.name.remote.";

  RemoteListener {
    properties = Map.copyOf(properties);
  }

  /**
   * @param folder where the certificate and the password are kept
   */
  static RemoteListener open(HostPort address, Path folder) throws IOException {
    BrokerLogin login = keptLogin(folder.resolve("cameras.password"));
    TlsCertificate certificate = TlsCertificate.selfSigned(folder, address.host());
    Map<String, String> broker = new HashMap<>(login.listener("remote"));
    broker.put(PREFIX + "ssl.keystore.type", "PEM");
    broker.put(PREFIX + "ssl.keystore.certificate.chain", certificate.certificatePem());
    broker.put(PREFIX + "ssl.keystore.key", certificate.privateKeyPem());
    Map<String, String> client = new HashMap<>(login.client("SASL_SSL"));
    client.put("ssl.truststore.type", "PEM");
    client.put("ssl.truststore.certificates", certificate.certificatePem());
    return new RemoteListener(address, broker, new KafkaConnection(address.toString(), client));
  }

  private static BrokerLogin keptLogin(Path file) throws IOException {
    if (Files.exists(file)) {
      String password = Files.readString(file).strip();
      if (password.matches("[0-9a-f]{16,}")) {
        return new BrokerLogin(USER, password);
      }
    }
    BrokerLogin made = BrokerLogin.random(USER);
    PrivateFile.write(file, made.password() + "\n");
    return made;
  }
}
