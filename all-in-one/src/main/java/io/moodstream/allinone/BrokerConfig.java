package io.moodstream.allinone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * The embedded broker's server.properties: one node, broker and controller in one, for one machine.
 */
final class BrokerConfig {
  private static final String LOCAL = "LOCAL://";

  private BrokerConfig() {}

  /** Where stages of this machine connect: {@code host:port}. */
  static String localAddress(Properties config) {
    String first = config.getProperty("advertised.listeners").replaceFirst(",.*", "");
    return first.substring(LOCAL.length());
  }

  /**
   * @param localPort the stages of this process connect here, on loopback
   * @param listen where webcam machines connect, if they may
   */
  static Properties of(Path logs, int localPort, int controllerPort, Optional<HostPort> listen) {
    var config = new Properties();
    config.put("process.roles", "broker,controller");
    config.put("node.id", "1");
    config.put("log.dirs", logs.toString());
    config.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    config.put("controller.listener.names", "CONTROLLER");
    config.put("inter.broker.listener.name", "LOCAL");
    String local = LOCAL + "127.0.0.1:" + localPort;
    String remote = listen.map(address -> ",REMOTE://" + address).orElse("");
    config.put("listeners", local + remote + ",CONTROLLER://127.0.0.1:" + controllerPort);
    config.put("advertised.listeners", local + remote);
    config.put(
        "listener.security.protocol.map", "LOCAL:PLAINTEXT,REMOTE:PLAINTEXT,CONTROLLER:PLAINTEXT");

    // A single broker: every internal topic has one replica.
    config.put("default.replication.factor", "1");
    config.put("min.insync.replicas", "1");
    config.put("offsets.topic.replication.factor", "1");
    config.put("transaction.state.log.replication.factor", "1");
    config.put("transaction.state.log.min.isr", "1");
    config.put("share.coordinator.state.topic.replication.factor", "1");
    config.put("share.coordinator.state.topic.min.isr", "1");
    config.put("offsets.topic.num.partitions", "4");
    config.put("transaction.state.log.num.partitions", "4");

    // Starts and restarts in seconds, not minutes.
    config.put("group.initial.rebalance.delay.ms", "0");
    config.put("broker.session.timeout.ms", "3000");
    config.put("broker.heartbeat.interval.ms", "500");

    // As long as summaries: a moodstream that was off for weeks goes on where it stopped.
    config.put("offsets.retention.minutes", Long.toString(Duration.ofDays(400).toMinutes()));

    config.put("auto.create.topics.enable", "false");
    config.put("log.retention.check.interval.ms", "10000");
    config.put("message.max.bytes", Integer.toString(4 << 20));
    return config;
  }
}
