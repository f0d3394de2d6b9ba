package io.moodstream.aggregator;

import io.moodstream.pipeline.KafkaConnection;
import io.moodstream.pipeline.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A real broker in this process, with all topics. */
final class TestBroker implements AutoCloseable {
  private final KafkaRaftServer server;
  private final KafkaConnection connection;

  private TestBroker(KafkaRaftServer server, KafkaConnection connection) {
    this.server = server;
    this.connection = connection;
  }

  static TestBroker start(Path folder)
      throws IOException, InterruptedException, ExecutionException {
    int port = freePort();
    Properties properties = properties(folder.resolve("data"), port, freePort());
    format(folder.resolve("server.properties"), properties);
    var server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
    server.startup();
    var broker = new TestBroker(server, KafkaConnection.to("127.0.0.1:" + port));
    try (Admin admin = broker.connection.admin()) {
      Topics.createMissing(admin, (short) 1);
    }
    return broker;
  }

  KafkaConnection connection() {
    return connection;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static Properties properties(Path data, int port, int controllerPort) {
    var properties = new Properties();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", "1");
    properties.put("log.dirs", data.toString());
    properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("inter.broker.listener.name", "LOCAL");
    String local = "LOCAL://127.0.0.1:" + port;
    properties.put("listeners", local + ",CONTROLLER://127.0.0.1:" + controllerPort);
    properties.put("advertised.listeners", local);
    properties.put("listener.security.protocol.map", "LOCAL:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("default.replication.factor", "1");
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("offsets.topic.num.partitions", "4");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("transaction.state.log.num.partitions", "4");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("auto.create.topics.enable", "false");
    return properties;
  }

  private static void format(Path file, Properties properties) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
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

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
