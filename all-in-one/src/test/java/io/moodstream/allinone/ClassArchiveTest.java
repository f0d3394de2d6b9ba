package io.moodstream.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
  @Test
  void shouldArchiveTheClassesOfBothProcessesOnce(@TempDir Path folder) throws IOException {
    Path stages = folder.resolve("stages.lst");
    Files.writeString(
        stages,
        """
        java/lang/Object id: 0
        made/By/A/Proxy id: 7 super: 0 source: __JVM_LookupDefineClass__
        @lambda-proxy io/moodstream/A run ()V
        half/a/cl""");
    Path broker = folder.resolve("broker.lst");
    Files.writeString(broker, "java/lang/Object id: 0\nkafka/Kafka id: 1\nkafka/server/K");

    assertThat(ClassArchive.merged(List.of(stages, broker, folder.resolve("missing.lst"))))
        .containsExactly(
            "java/lang/Object", "@lambda-proxy io/moodstream/A run ()V", "kafka/Kafka");
  }
}
