package io.moodstream.allinone.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * The child process of the embedded broker: {@code BrokerMain <server.properties>}, started in the
 * broker's folder. It ends when its standard input does, that is when its parent is gone.
 */
public final class BrokerMain {
  private BrokerMain() {}

  public static void main(String[] args) throws IOException {
    Path config = Path.of(args[0]);
    ParentWatch.endWithParent();
    format(config);
    Kafka.main(new String[] {config.toString()});
  }

  private static void format(Path config) throws IOException {
    if (Files.exists(Path.of(BrokerConfig.DATA, "meta.properties"))) {
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
