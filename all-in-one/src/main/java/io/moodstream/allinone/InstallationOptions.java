package io.moodstream.allinone;

import io.moodstream.pipeline.KafkaConnection;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which running moodstream is meant: a named cluster's, or the one of a data folder. */
final class InstallationOptions {
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
   * @throws Failure if no moodstream runs there
   */
  KafkaConnection connect() throws InterruptedException {
    KafkaConnection connection = kafka.cluster().orElseGet(this::embedded);
    connection.requireReachable(ANSWER_LIMIT);
    return connection;
  }

  private KafkaConnection embedded() {
    var properties = new Properties();
    Path config = DataDir.broker(dataDir).resolve("server.properties");
    try (Reader reader = Files.newBufferedReader(config)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw new Failure(
          "no moodstream has run in %s; name its --data-dir, or --bootstrap-servers"
              .formatted(dataDir),
          e);
    } catch (IOException e) {
      throw new Failure("cannot read %s: %s".formatted(config, e), e);
    }
    return KafkaConnection.to(BrokerConfig.localAddress(properties));
  }
}
