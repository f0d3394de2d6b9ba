package io.moodstream.testbroker;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One node, broker and controller in one, tuned for quick tests. */
final class BrokerSettings {
  private BrokerSettings() {}

  /**
   * The same, which demands a password (SASL PLAIN) and denies each of {@code users} what no ACL
   * allows. A user's password is its name; {@code admin} may do everything.
   */
  static Properties secured(Path data, int port, int controllerPort, List<String> users) {
    Properties settings = of(data, port, controllerPort);
    settings.put("listener.security.protocol.map", "LOCAL:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("sasl.enabled.mechanisms", "PLAIN");
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    String known =
        Stream.concat(Stream.of("admin"), users.stream())
            .map(user -> " user_%s=\"%s\"".formatted(user, user))
            .collect(Collectors.joining());
    settings.put(
        "listener.name.local.plain.sasl.jaas.config", login("admin").replace(";", known + ";"));
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:admin;User:ANONYMOUS");
    settings.put("allow.everyone.if.no.acl.found", "false");
    return settings;
  }

  static String login(String user) {
    return "%s required username=\"%s\" password=\"%s\";"
        .formatted("org.apache.kafka.common.security.plain.PlainLoginModule", user, user);
  }

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
