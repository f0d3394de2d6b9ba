package io.moodstream.allinone.options;

import io.moodstream.allinone.Failure;
import io.moodstream.allinone.broker.ClientFile;
import io.moodstream.allinone.broker.DataDir;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topic;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which running moodstream is meant: a named cluster's, or the one of a data folder. */
public final class InstallationOptions {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--data-dir",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      defaultValue = ".moodstream",
      description = {
        "Without --bootstrap-servers: the folder of the moodstream that runs on this machine.",
        "Default: ${DEFAULT-VALUE}"
      })
  private Path dataDir = Path.of(".moodstream");

  /**
   * @param needed one of the topics that are to be read; all are made together
   * @throws Failure if no moodstream has run there
   */
  public KafkaConnection connect(Topic<?, ?> needed) throws InterruptedException {
    KafkaConnection connection = kafka.cluster().orElseGet(this::embedded);
    connection.requireReachable(ANSWER_LIMIT);
    try (Admin admin = connection.admin()) {
      if (!admin.listTopics().names().get().contains(needed.name())) {
        throw new Failure(
            "no moodstream has run on the Kafka at %s (there is no topic %s): start one there first"
                .formatted(connection.bootstrapServers(), needed.name()));
      }
      return connection;
    } catch (ExecutionException e) {
      throw new Failure(
          "cannot list the topics at %s: %s"
              .formatted(
                  connection.bootstrapServers(),
                  Objects.requireNonNullElse(e.getCause(), e).getMessage()),
          e);
    }
  }

  private KafkaConnection embedded() {
    Path folder = DataDir.broker(dataDir);
    try {
      return ClientFile.of(folder).read();
    } catch (NoSuchFileException e) {
      throw new Failure(
          "no moodstream has run in %s; name its --data-dir, or --bootstrap-servers"
              .formatted(dataDir),
          e);
    } catch (IOException e) {
      throw new Failure("cannot read %s: %s".formatted(ClientFile.of(folder).path(), e), e);
    }
  }
}
