package io.moodstream.allinone.broker;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * The embedded broker's server.properties: one node, broker and controller in one, for one machine.
 */
public final class BrokerConfig {
  /** Below the folder in which the broker runs. */
  static final String DATA = "data";

  private BrokerConfig() {}

  /**
   * @param localPort the stages of this process connect here, on loopback
   * @param stages the login for them and for the broker itself
   * @param remote where camera machines connect, if they may
   */
  public static Properties of(
      int localPort, int controllerPort, BrokerLogin stages, Optional<RemoteListener> remote) {
    var config = new Properties();
    config.put("process.roles", "broker,controller");
    config.put("node.id", "1");
    // Relative to the folder in which the process runs: Kafka splits this value at commas.
    config.put("log.dirs", DATA);
    config.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    config.put("controller.listener.names", "CONTROLLER");
    config.put("inter.broker.listener.name", "LOCAL");
    String local = "LOCAL://127.0.0.1:" + localPort;
    String others = remote.map(listener -> ",REMOTE://" + listener.address()).orElse("");
    config.put("listeners", local + others + ",CONTROLLER://127.0.0.1:" + controllerPort);
    config.put("advertised.listeners", local + others);
    config.put(
        "listener.security.protocol.map",
        "LOCAL:SASL_PLAINTEXT,REMOTE:SASL_SSL,CONTROLLER:SASL_PLAINTEXT");
    config.putAll(BrokerLogin.own());
    // The stages may do everything, a camera machine what CameraRights grants.
    config.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    config.put("super.users", "User:" + stages.user());
    config.putAll(stages.listener("local"));
    config.putAll(stages.listener("controller"));
    remote.ifPresent(listener -> config.putAll(listener.properties()));

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
    // An erasure waits until compacted topics have been cleaned several times.
    config.put("log.cleaner.backoff.ms", "2000");
    config.put("message.max.bytes", Integer.toString(4 << 20));
    return config;
  }
}
