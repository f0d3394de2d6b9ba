package io.moodstream.allinone.broker;

import static io.moodstream.allinone.broker.BrokerRecords.STATUS;
import static io.moodstream.allinone.broker.BrokerRecords.createTopics;
import static io.moodstream.allinone.broker.BrokerRecords.read;
import static io.moodstream.allinone.broker.BrokerRecords.write;
import static io.moodstream.allinone.broker.BrokerRecords.writePictures;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.allinone.HostPort;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.KafkaUser;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.TopicLayout;
import io.moodstream.pipeline.kafka.TopicSetup;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.testbroker.Loopback;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what on an embedded broker that camera machines reach. */
class BrokerAccessIT {
  @TempDir private static Path folder;
  private static HostPort listen;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() throws Exception {
    listen = new HostPort("127.0.0.1", Loopback.freePort());
    broker = EmbeddedBroker.start(folder, Optional.of(listen));
    createTopics(broker.connection());
  }

  @AfterAll
  static void close() {
    broker.close();
  }

  @Test
  void shouldLetNobodyInWithoutItsPassword() throws Exception {
    KafkaConnection cameras = ClientFile.forCameras(folder).read();
    assertThat(cameras.bootstrapServers()).isEqualTo(listen.toString());
    write(cameras);
    assertThat(read(broker.connection())).as("of a camera machine").containsExactly(STATUS);

    for (KafkaConnection known : List.of(broker.connection(), cameras)) {
      assertRefused(KafkaConnection.to(known.bootstrapServers()));
      assertRefused(withPassword(known, "0".repeat(48)));
    }
    Files.readAllLines(folder.resolve("server.properties")).stream()
        .filter(line -> line.startsWith("controller.quorum.voters"))
        .map(line -> line.replaceFirst(".*@", "").replace("\\", ""))
        .forEach(controller -> assertRefused(KafkaConnection.to(controller)));
  }

  @Test
  void shouldLetCameraMachinesWriteFramesAndStatesOnly() throws Exception {
    // given
    writePictures(broker.connection(), new TopicPartition(Topics.FRAMES.name(), 3));
    KafkaConnection cameras = ClientFile.forCameras(folder).read();

    // when
    Map<String, Set<AclOperation>> allowed = allowed(cameras);

    // then
    assertThat(allowed)
        .containsOnly(
            Map.entry(Topics.FRAMES.name(), Set.of(AclOperation.DESCRIBE, AclOperation.WRITE)),
            Map.entry(Topics.CAMERAS.name(), Set.of(AclOperation.DESCRIBE, AclOperation.WRITE)),
            Map.entry(
                Topics.CAMERA_CONFIGS.name(), Set.of(AclOperation.DESCRIBE, AclOperation.READ)),
            Map.entry(Topics.EXPRESSIONS.name(), Set.of(AclOperation.DESCRIBE, AclOperation.READ)));
    assertThatThrownBy(() -> readPictures(cameras))
        .as("pictures of others")
        .isInstanceOf(AuthorizationException.class);
    assertThatThrownBy(() -> writeTo(cameras, Topics.MODELS))
        .as("models")
        .hasCauseInstanceOf(AuthorizationException.class);
    assertThatThrownBy(() -> writeTo(cameras, Topics.AUDIT))
        .as("the audit")
        .hasCauseInstanceOf(AuthorizationException.class);
    assertThatThrownBy(() -> createTopic(cameras, "other"))
        .hasCauseInstanceOf(AuthorizationException.class);
    assertThatThrownBy(() -> deleteTopic(cameras, Topics.FRAMES.name()))
        .hasCauseInstanceOf(AuthorizationException.class);
    try (Admin admin = cameras.admin()) {
      assertThatThrownBy(() -> CameraRights.grant(admin, "cameras"))
          .as("a camera machine gives itself rights")
          .hasCauseInstanceOf(AuthorizationException.class);
      assertThat(
              TopicSetup.prepare(
                  admin, List.of(KafkaUser.CAMERA_PRODUCER), TopicLayout.replicated((short) 1)))
          .as("a camera producer starts")
          .isEmpty();
    }
  }

  @Test
  void shouldKeepThePasswordOfCameraMachinesAndChangeItsOwn(@TempDir Path other) throws Exception {
    HostPort own = new HostPort("127.0.0.1", Loopback.freePort());
    var stages = new HashSet<KafkaConnection>();
    var cameras = new HashSet<KafkaConnection>();
    for (int start = 0; start < 2; start++) {
      try (EmbeddedBroker started = EmbeddedBroker.start(other, Optional.of(own))) {
        stages.add(new KafkaConnection("any:1", started.connection().properties()));
        cameras.add(ClientFile.forCameras(other).read());
      }
    }
    assertThat(stages).hasSize(2);
    assertThat(cameras).hasSize(1);
  }

  private static Map<String, Set<AclOperation>> allowed(KafkaConnection kafka) throws Exception {
    var allowed = new TreeMap<String, Set<AclOperation>>();
    try (Admin admin = kafka.admin()) {
      var asked =
          admin
              .describeTopics(
                  Topics.ALL.stream().map(Topic::name).toList(),
                  new DescribeTopicsOptions().includeAuthorizedOperations(true))
              .topicNameValues();
      for (var topic : asked.entrySet()) {
        try {
          allowed.put(topic.getKey(), topic.getValue().get().authorizedOperations());
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(AuthorizationException.class);
        }
      }
    }
    return allowed;
  }

  private static void writeTo(KafkaConnection kafka, Topic<?, ?> topic) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic.name(), new byte[] {1}, new byte[] {1})).get();
    }
  }

  private static void readPictures(KafkaConnection kafka) {
    Properties properties = kafka.clientProperties();
    properties.put("auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(Topics.FRAMES.name(), 3)));
      while (consumer.poll(Duration.ofSeconds(1)).isEmpty()) {
        // Until there is an answer of either kind.
      }
    }
  }

  private static void createTopic(KafkaConnection kafka, String name) throws Exception {
    try (Admin admin = kafka.admin()) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }
  }

  private static void deleteTopic(KafkaConnection kafka, String name) throws Exception {
    try (Admin admin = kafka.admin()) {
      admin.deleteTopics(List.of(name)).all().get();
    }
  }

  private static void assertRefused(KafkaConnection stranger) {
    assertThatThrownBy(() -> stranger.requireReachable(Duration.ofSeconds(5)))
        .as(stranger.bootstrapServers())
        .isInstanceOf(KafkaConnection.KafkaUnreachable.class);
    var impatient = new HashMap<>(stranger.properties());
    impatient.put("default.api.timeout.ms", "3000");
    impatient.put("request.timeout.ms", "2000");
    impatient.put("max.block.ms", "3000");
    impatient.put("delivery.timeout.ms", "3000");
    var client = new KafkaConnection(stranger.bootstrapServers(), impatient);
    assertThatThrownBy(() -> read(client)).isInstanceOf(KafkaException.class);
    assertThatThrownBy(() -> write(client)).hasCauseInstanceOf(KafkaException.class);
  }

  private static KafkaConnection withPassword(KafkaConnection known, String password) {
    var properties = new HashMap<>(known.properties());
    properties.computeIfPresent(
        "sasl.jaas.config",
        (key, jaas) -> jaas.replaceFirst("password=\"[^\"]*\"", "password=\"" + password + "\""));
    return new KafkaConnection(known.bootstrapServers(), properties);
  }
}
