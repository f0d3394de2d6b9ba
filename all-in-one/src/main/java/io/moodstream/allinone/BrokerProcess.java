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
    endWithParent();
    format(config);
    Kafka.main(new String[] {config.toString()});
  }

  private static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // The parent never writes.
                }
              } catch (IOException e) {
                System.err.println("standard input broke, the broker ends: " + e);
              }
              System.exit(0);
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
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
