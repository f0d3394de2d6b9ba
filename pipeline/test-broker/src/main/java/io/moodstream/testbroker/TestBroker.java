package io.moodstream.testbroker;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A real broker in this process, with all topics. */
public final class TestBroker implements AutoCloseable {
  private final KafkaRaftServer server;
  private final KafkaConnection connection;

  private TestBroker(KafkaRaftServer server, KafkaConnection connection) {
    this.server = server;
    this.connection = connection;
  }

  /**
   * @param folder for its data and its settings
   */
  public static TestBroker start(Path folder)
      throws IOException, InterruptedException, ExecutionException {
    int port = Loopback.freePort();
    var broker = new TestBroker(serve(folder, port, Loopback.freePort()), at(port));
    createTopics(broker.connection);
    return broker;
  }

  /**
   * With ACLs, and without topics.
   *
   * @param users whose password is their name
   */
  public static TestBroker secured(Path folder, List<String> users) throws IOException {
    int port = Loopback.freePort();
    Properties settings =
        BrokerSettings.secured(folder.resolve("data"), port, Loopback.freePort(), users);
    return new TestBroker(serve(folder, settings), at(port));
  }

  /** As this user of a secured broker; {@code admin} may do everything. */
  public KafkaConnection connectionAs(String user) {
    Map<String, String> properties = new HashMap<>(connection.properties());
    properties.put("security.protocol", "SASL_PLAINTEXT");
    properties.put("sasl.mechanism", "PLAIN");
    properties.put("sasl.jaas.config", BrokerSettings.login(user));
    return new KafkaConnection(connection.bootstrapServers(), properties);
  }

  /** A stage that is killed is missed after three seconds, not six. */
  public static KafkaConnection connectionTo(String bootstrapServers) {
    return new KafkaConnection(
        bootstrapServers,
        Map.of(
            "main.consumer.session.timeout.ms", "3000",
            "main.consumer.heartbeat.interval.ms", "500"));
  }

  public KafkaConnection connection() {
    return connection;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  static KafkaConnection at(int port) {
    return connectionTo("127.0.0.1:" + port);
  }

  /** Without topics; with what was written there before. */
  static KafkaRaftServer serve(Path folder, int port, int controllerPort) throws IOException {
    return serve(folder, BrokerSettings.of(folder.resolve("data"), port, controllerPort));
  }

  private static KafkaRaftServer serve(Path folder, Properties settings) throws IOException {
    if (Files.notExists(folder.resolve("data"))) {
      format(folder.resolve("server.properties"), settings);
    }
    var server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
    server.startup();
    return server;
  }

  static void createTopics(KafkaConnection connection)
      throws InterruptedException, ExecutionException {
    try (Admin admin = connection.admin()) {
      Topics.createMissing(admin, (short) 1);
    }
  }

  private static void format(Path file, Properties settings) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      settings.store(out, null);
    }
    String[] arguments = {
      "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()
    };
    try (var quiet = new PrintStream(OutputStream.nullOutputStream())) {
      int code = StorageTool.execute(arguments, quiet);
      if (code != 0) {
        throw new IOException("formatting the storage failed with code " + code);
      }
    }
  }
}
