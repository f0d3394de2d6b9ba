package io.moodstream.allinone.broker;

import static io.moodstream.allinone.broker.BrokerRecords.PICTURES;
import static io.moodstream.allinone.broker.BrokerRecords.STATUS;
import static io.moodstream.allinone.broker.BrokerRecords.createTopics;
import static io.moodstream.allinone.broker.BrokerRecords.read;
import static io.moodstream.allinone.broker.BrokerRecords.write;
import static io.moodstream.allinone.broker.BrokerRecords.writePictures;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.allinone.Failure;
import io.moodstream.allinone.HostPort;
import io.moodstream.allinone.commands.Moodstream;
import io.moodstream.allinone.commands.MoodstreamProcess;
import io.moodstream.allinone.commands.TestKafka;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
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

  @Test
  void shouldSayThatNoStageHasRunOnIt(@TempDir Path folder) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, Optional.empty())) {
      String servers = broker.connection().bootstrapServers();
      for (String command : List.of("models", "trainings")) {
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

  private static List<String> topicsOf(KafkaConnection kafka) throws Exception {
    try (Admin admin = kafka.admin()) {
      return List.copyOf(admin.listTopics().names().get());
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
    String beginning = new String(BrokerRecords.JPEG_BEGINS, ISO_8859_1);
    int count = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String content = Files.readString(file, ISO_8859_1);
        count += content.split(beginning, -1).length - 1;
      }
    }
    return count;
  }
}
