package io.moodstream.allinone.broker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.allinone.Failure;
import io.moodstream.allinone.HostPort;
import io.moodstream.allinone.commands.Moodstream;
import io.moodstream.allinone.commands.MoodstreamProcess;
import io.moodstream.allinone.commands.TestKafka;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.KafkaUser;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.TopicLayout;
import io.moodstream.pipeline.kafka.TopicSetup;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.testbroker.Loopback;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedBrokerIT {
  private static final byte[] JPEG_BEGINS = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
  private static final int PICTURES = 5;
  private static final CameraStatus STATUS =
      new CameraStatus(
          new CameraId("hall"),
          "synthetic:1",
          CameraStatus.State.RUNNING,
          "",
          true,
          Instant.ofEpochMilli(1_000));

  @Test
  void shouldCreateAllTopicsAndKeepWhatWasWrittenThroughAKill(@TempDir Path folder)
      throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, Optional.empty())) {
      createTopics(broker.connection());
      assertThat(topicsOf(broker.connection()))
          .containsAll(Topics.ALL.stream().map(topic -> topic.name()).toList());
      write(broker.connection());

      broker.process().destroyForcibly().waitFor();
    }

    Process process;
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, Optional.empty())) {
      process = broker.process();
      createTopics(broker.connection());

      assertThat(read(broker.connection())).containsExactly(STATUS);
    }
    assertThat(process.isAlive()).as("it ends when it is closed").isFalse();
  }

  @Test
  void shouldLeaveNoPictureInItsFolderAndGoOnAtTheSameOffset(@TempDir Path folder)
      throws Exception {
    var hall = new TopicPartition(Topics.FRAMES.name(), 3);
    Path files = folder.resolve("data").resolve(hall.toString());
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, Optional.empty())) {
      createTopics(broker.connection());
      writePictures(broker.connection(), hall);
      write(broker.connection());
      assertThat(pictures(files)).as("while it runs").isEqualTo(PICTURES);
    }
    assertThat(pictures(files)).as("when it has ended").isZero();

    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, Optional.empty())) {
      createTopics(broker.connection());
      assertThat(offset(broker.connection(), hall, OffsetSpec.earliest())).isEqualTo(PICTURES);
      assertThat(offset(broker.connection(), hall, OffsetSpec.latest())).isEqualTo(PICTURES);
      assertThat(read(broker.connection())).as("what else was written").containsExactly(STATUS);

      writePictures(broker.connection(), hall);
      assertThat(offset(broker.connection(), hall, OffsetSpec.latest())).isEqualTo(2 * PICTURES);
    }
    assertThat(pictures(files)).as("when it has ended again").isZero();
  }

  @Test
  void shouldEndEverythingWhenItsProcessEnds(@TempDir Path dataDir) throws Exception {
    try (var moodstream = MoodstreamProcess.run(dataDir, "--camera", "hall=synthetic:7,fps=2")) {
      moodstream.awaitReady();
      Path folder = dataDir.resolve("kafka");
      assertThat(dataDir.resolve("tmp")).isDirectoryContaining("glob:**librocksdbjni*");

      new PidFile(folder.resolve("pid")).running().orElseThrow().destroyForcibly();

      // Before a supervisor would start it again: until then it holds the dashboard's port.
      assertThat(moodstream.awaitExit(Duration.ofSeconds(15))).isEqualTo(1);
      assertThat(moodstream.output().lines())
          .contains(
              "moodstream: kafka has failed: its process has ended with code 137; see "
                  + folder.resolve("broker.log"));
    }
  }

  @Test
  void shouldSayWhyItDidNotStart(@TempDir Path folder) {
    var unusable = Optional.of(new HostPort("192.0.2.1", 9092));

    assertThatThrownBy(() -> EmbeddedBroker.start(folder, unusable))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("Kafka cannot listen on 192.0.2.1:9092");
  }

  @Test
  void shouldShowTheCauseThatItsLogGives(@TempDir Path folder) throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        data.resolve("meta.properties"), "version=1\ncluster.id=another\nnode.id=7\n");

    assertThatThrownBy(() -> EmbeddedBroker.start(folder, Optional.empty()))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("the embedded Kafka did not start; " + folder)
        .hasMessageContaining("node id")
        .hasMessageNotContaining("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"models", "trainings"})
  void shouldSayThatNoStageHasRunOnIt(String command, @TempDir Path folder) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, Optional.empty())) {
      String servers = broker.connection().bootstrapServers();
      var err = new StringWriter();

      int code =
          Moodstream.commandLine()
              .setErr(new PrintWriter(err, true))
              .execute(command, "list", TestKafka.option(broker.connection(), folder));

      assertThat(code).isEqualTo(1);
      assertThat(err.toString())
          .startsWith("moodstream: no moodstream has run on the Kafka at " + servers)
          .hasLineCount(1);
    }
  }

  @Test
  void shouldLetNobodyInWithoutItsPassword(@TempDir Path folder) throws Exception {
    HostPort everyListener = new HostPort("127.0.0.1", Loopback.freePort());
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, Optional.of(everyListener))) {
      createTopics(broker.connection());
      KafkaConnection cameras = ClientFile.forCameras(folder).read();
      assertThat(cameras.bootstrapServers()).isEqualTo(everyListener.toString());
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
  }

  @Test
  void shouldLetCameraMachinesWriteFramesAndStatesOnly(@TempDir Path folder) throws Exception {
    // given
    HostPort listen = new HostPort("127.0.0.1", Loopback.freePort());
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, Optional.of(listen))) {
      createTopics(broker.connection());
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
              Map.entry(
                  Topics.EXPRESSIONS.name(), Set.of(AclOperation.DESCRIBE, AclOperation.READ)));
      assertThatThrownBy(() -> readPictures(cameras))
          .as("pictures of others")
          .isInstanceOf(AuthorizationException.class);
      assertThatThrownBy(() -> write(cameras, Topics.MODELS))
          .as("models")
          .hasCauseInstanceOf(AuthorizationException.class);
      assertThatThrownBy(() -> write(cameras, Topics.AUDIT))
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

  private static void write(KafkaConnection kafka, Topic<?, ?> topic) throws Exception {
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

  @Test
  void shouldKeepThePasswordOfCameraMachinesAndChangeItsOwn(@TempDir Path folder) throws Exception {
    HostPort listen = new HostPort("127.0.0.1", Loopback.freePort());
    var stages = new HashSet<KafkaConnection>();
    var cameras = new HashSet<KafkaConnection>();
    for (int start = 0; start < 2; start++) {
      try (EmbeddedBroker broker = EmbeddedBroker.start(folder, Optional.of(listen))) {
        stages.add(new KafkaConnection("any:1", broker.connection().properties()));
        cameras.add(ClientFile.forCameras(folder).read());
      }
    }
    assertThat(stages).hasSize(2);
    assertThat(cameras).hasSize(1);
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

  @Test
  void shouldStartTwiceInAFolderWithAnyName(@TempDir Path parent) throws Exception {
    Path dataDir = Files.createDirectory(parent.resolve("a,b c;ü=#%20:x"));
    Files.setPosixFilePermissions(dataDir, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (int start = 0; start < 2; start++) {
      try (DataDir opened = DataDir.open(dataDir);
          EmbeddedBroker broker = EmbeddedBroker.start(opened.broker(), Optional.empty())) {
        createTopics(broker.connection());
        if (start == 0) {
          write(broker.connection());
        }
        assertThat(read(broker.connection())).containsExactly(STATUS);
      }
    }
    assertThat(parent)
        .as("nothing outside of it")
        .isDirectoryNotContaining(it -> !it.equals(dataDir));
    assertThat(modes(dataDir)).allMatch(mode -> mode.endsWith("------"));
  }

  /** Of the folder and everything in its broker's data. */
  private static Set<String> modes(Path dataDir) throws IOException {
    var modes = new TreeSet<String>();
    modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(dataDir)));
    try (Stream<Path> tree = Files.walk(dataDir.resolve("kafka/data"))) {
      for (Path entry : tree.toList()) {
        modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry)));
      }
    }
    return modes;
  }

  private static void createTopics(KafkaConnection kafka) throws Exception {
    try (Admin admin = kafka.admin()) {
      Topics.createMissing(admin, (short) 1);
    }
  }

  private static List<String> topicsOf(KafkaConnection kafka) throws Exception {
    try (Admin admin = kafka.admin()) {
      return List.copyOf(admin.listTopics().names().get());
    }
  }

  private static void writePictures(KafkaConnection kafka, TopicPartition partition)
      throws Exception {
    try (var producer =
        new KafkaProducer<>(
            kafka.clientProperties(),
            Topics.FRAMES.key().serializer(),
            Topics.FRAMES.value().serializer())) {
      for (int i = 0; i < PICTURES; i++) {
        producer
            .send(
                new ProducerRecord<>(
                    partition.topic(), partition.partition(), STATUS.camera(), JPEG_BEGINS))
            .get();
      }
    }
  }

  private static long offset(KafkaConnection kafka, TopicPartition partition, OffsetSpec which)
      throws Exception {
    try (Admin admin = kafka.admin()) {
      return admin.listOffsets(Map.of(partition, which)).partitionResult(partition).get().offset();
    }
  }

  /** How often a JPEG begins in any file of the folder. */
  private static int pictures(Path folder) throws IOException {
    String beginning = new String(JPEG_BEGINS, ISO_8859_1);
    int count = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String content = Files.readString(file, ISO_8859_1);
        count += content.split(beginning, -1).length - 1;
      }
    }
    return count;
  }

  private static void write(KafkaConnection kafka) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            kafka.clientProperties(),
            Topics.CAMERAS.key().serializer(),
            Topics.CAMERAS.value().serializer())) {
      producer.send(new ProducerRecord<>(Topics.CAMERAS.name(), STATUS.camera(), STATUS)).get();
    }
  }

  private static List<CameraStatus> read(KafkaConnection kafka) {
    Properties properties = kafka.clientProperties();
    properties.put("auto.offset.reset", "earliest");
    var partition = new TopicPartition(Topics.CAMERAS.name(), 0);
    try (var consumer =
        new KafkaConsumer<>(
            properties,
            Topics.CAMERAS.key().deserializer(),
            Topics.CAMERAS.value().deserializer())) {
      consumer.assign(List.of(partition));
      var end = consumer.endOffsets(List.of(partition)).get(partition);
      var found = new ArrayList<CameraStatus>();
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> found.add(record.value()));
      }
      return found;
    }
  }
}
