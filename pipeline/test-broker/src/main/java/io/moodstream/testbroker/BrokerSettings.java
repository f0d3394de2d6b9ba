package io.moodstream.testbroker;

import java.nio.file.Path;
import java.util.Properties;

/** One node, broker and controller in one, in haste: nobody waits longer than a test has to. */
final class BrokerSettings {
  private BrokerSettings() {}

  static Properties of(Path data, int port, int controllerPort) {
    var settings = new Properties();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("log.dirs", data.toString());
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "LOCAL");
    String local = "LOCAL://127.0.0.1:" + port;
    settings.put("listeners", local + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.put("advertised.listeners", local);
    settings.put("listener.security.protocol.map", "LOCAL:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("auto.create.topics.enable", "false");

    // A single broker: every internal topic has one replica.
    settings.put("default.replication.factor", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");

    // Who joins is served at once; who was killed is missed soon.
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.min.session.timeout.ms", "1000");
    settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    settings.put("broker.session.timeout.ms", "3000");
    settings.put("broker.heartbeat.interval.ms", "500");
    return settings;
  }
}
