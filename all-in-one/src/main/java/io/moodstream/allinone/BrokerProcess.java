package io.moodstream.allinone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * The child process in which the embedded broker lives: {@code BrokerProcess <server.properties>}.
 * It ends when its standard input does, that is when its parent is gone, however that happened.
 */
public final class BrokerProcess {
  private BrokerProcess() {}

  public static void main(String[] args) throws IOException {
    Path config = Path.of(args[0]);
    ParentWatch.endWithParent();
    format(config);
    Kafka.main(new String[] {config.toString()});
  }

  private static void format(Path config) throws IOException {
    Path formatted = config.resolveSibling("data").resolve("meta.properties");
    if (Files.exists(formatted)) {
      return;
    }
    int code =
        StorageTool.execute(
            new String[] {
              "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", config.toString()
            },
            System.out);
    if (code != 0) {
      throw new IOException("formatting the storage failed with code " + code);
    }
  }
}
