package io.moodstream.allinone.broker;

import io.moodstream.pipeline.kafka.KafkaConnection;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A file of Kafka client properties, {@code bootstrap.servers} among them: where a Kafka is and how
 * to authenticate. The embedded broker writes it into its folder, for its owner only.
 */
public record ClientFile(Path path) {
  private static final String SERVERS = "bootstrap.servers";

  /** For this machine: the stages, and commands that are given the data folder. */
  public static ClientFile of(Path brokerFolder) {
    return new ClientFile(brokerFolder.resolve("client.properties"));
  }

  /** To be copied to camera machines. */
  static ClientFile forCameras(Path brokerFolder) {
    return new ClientFile(brokerFolder.resolve("cameras.properties"));
  }

  public void write(KafkaConnection connection) throws IOException {
    var properties = new Properties();
    properties.putAll(connection.properties());
    properties.put(SERVERS, connection.bootstrapServers());
    PrivateFile.write(path, properties, "Contains a password. Written at every start.");
  }

  /**
   * @throws java.nio.file.NoSuchFileException if no broker has run there
   */
  public KafkaConnection read() throws IOException {
    Map<String, String> properties = new HashMap<>(properties());
    String servers = properties.remove(SERVERS);
    if (servers == null) {
      throw new IOException("%s does not name %s".formatted(path, SERVERS));
    }
    return new KafkaConnection(servers, properties);
  }

  /** The servers that the file names, if it does. */
  Optional<String> servers() throws IOException {
    return Optional.ofNullable(properties().get(SERVERS));
  }

  /** All properties, {@code bootstrap.servers} among them. */
  public Map<String, String> properties() throws IOException {
    var loaded = new Properties();
    try (Reader reader = Files.newBufferedReader(path)) {
      loaded.load(reader);
    } catch (IllegalArgumentException e) {
      throw new IOException("%s is not a properties file: %s".formatted(path, e.getMessage()), e);
    }
    Map<String, String> properties = new HashMap<>();
    loaded.forEach((key, value) -> properties.put(key.toString(), value.toString()));
    return properties;
  }
}
