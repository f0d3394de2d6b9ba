package io.moodstream.emotionclassifier;

import io.moodstream.pipeline.KafkaConnection;
import io.moodstream.pipeline.KafkaConnection.KafkaUnreachable;
import io.moodstream.pipeline.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;

/** A real broker with all topics, in a process of its own: to be killed, and started again. */
final class TestBroker implements AutoCloseable {
  private static final int START_ATTEMPTS = 30;

  private final Path folder;
  private final KafkaConnection connection;
  private Process process;

  private TestBroker(Path folder, int port) throws IOException, InterruptedException {
    this.folder = folder;
    connection = KafkaConnection.to("127.0.0.1:" + port);
    process = launch();
  }

  static TestBroker start(Path folder)
      throws IOException, InterruptedException, ExecutionException {
    int port = freePort();
    Properties properties = properties(folder.resolve("data"), port, freePort());
    try (Writer out = Files.newBufferedWriter(folder.resolve("server.properties"))) {
      properties.store(out, null);
    }
    format(folder.resolve("server.properties"));
    var broker = new TestBroker(folder, port);
    try (Admin admin = broker.connection.admin()) {
      Topics.createMissing(admin, (short) 1);
    }
    return broker;
  }

  KafkaConnection connection() {
    return connection;
  }

  /** As kill -9 does. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** At the same address, with what was written before. */
  void startAgain() throws IOException, InterruptedException {
    process = launch();
  }

  @Override
  public void close() {
    kill();
  }

  /** The child process: {@code TestBroker <server.properties>}. Ends when its parent does. */
  public static void main(String[] args) throws IOException {
    var server = new KafkaRaftServer(KafkaConfig.fromProps(Utils.loadProps(args[0])), Time.SYSTEM);
    server.startup();
    while (System.in.read() >= 0) {
      // The parent never writes.
    }
    Runtime.getRuntime().halt(0);
  }

  private Process launch() throws IOException, InterruptedException {
    Process started =
        JavaProcess.start(
            folder.resolve("broker.log"),
            List.of("-Xms64m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            TestBroker.class,
            folder.resolve("server.properties").toString());
    for (int attempt = 1; ; attempt++) {
      try {
        connection.requireReachable(Duration.ofSeconds(2));
        return started;
      } catch (KafkaUnreachable e) {
        if (!started.isAlive() || attempt == START_ATTEMPTS) {
          throw new IOException(Files.readString(folder.resolve("broker.log")), e);
        }
      }
    }
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
    properties.put("broker.session.timeout.ms", "3000");
    properties.put("broker.heartbeat.interval.ms", "500");
    properties.put("auto.create.topics.enable", "false");
    return properties;
  }

  private static void format(Path properties) throws IOException {
    String[] arguments = {
      "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", properties.toString()
    };
    try (var quiet = new PrintStream(OutputStream.nullOutputStream())) {
      int code = StorageTool.execute(arguments, quiet);
      if (code != 0) {
        throw new IOException("formatting the storage failed with code " + code);
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
