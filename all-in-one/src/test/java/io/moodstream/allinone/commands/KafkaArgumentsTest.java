package io.moodstream.allinone.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command line answers about a Kafka that cannot be asked. */
class KafkaArgumentsTest extends CommandLineFixture {
  @Test
  void shouldNameAKafkaConfigThatIsMissing() {
    Path missing = folder.resolve("client.properties");

    int code =
        execute(
            "run",
            "--port",
            "0",
            "--data-dir",
            folder.toString(),
            "--bootstrap-servers",
            "127.0.0.1:1",
            "--kafka-config",
            missing.toString());

    assertThat(code).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("moodstream: --kafka-config: no such file: " + missing);
  }

  @ParameterizedTest
  @CsvSource({"localhost, Invalid url", "nowhere.invalid:9092, No resolvable bootstrap urls"})
  void shouldNameAnAddressThatNoClusterCanHave(String servers, String reason) {
    assertThat(execute("models", "list", "--bootstrap-servers", servers)).isEqualTo(1);

    assertThat(err.toString())
        .startsWith("moodstream: no Kafka at %s: %s".formatted(servers, reason))
        .hasLineCount(1);
  }

  @Test
  void shouldNotWaitForAKafkaWhoseAddressIsWrong() {
    String options = "--data-dir=" + folder;

    assertThat(execute("detect", "--bootstrap-servers", "localhost", options)).isEqualTo(1);

    assertThat(err.toString())
        .startsWith("moodstream: no Kafka at localhost: Invalid url")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "retries=many, Invalid value many for configuration retries",
    "security.protocol=SSL;ssl.truststore.location=/missing/trust.jks, /missing/trust.jks",
    "security.protocol=SASL_PLAINTEXT;sasl.mechanism=PLAIN, KafkaClient"
  })
  void shouldNameAClientPropertyThatCannotBe(String properties, String reason) throws IOException {
    Path config = folder.resolve("client.properties");
    Files.writeString(config, properties.replace(";", "\n"));

    int code =
        execute("models", "list", "--bootstrap-servers=127.0.0.1:1", "--kafka-config=" + config);

    assertThat(code).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("moodstream: no Kafka at 127.0.0.1:1: ")
        .contains(reason)
        .hasLineCount(1);
  }

  @Test
  void shouldSayThatNoMoodstreamRunsThere() {
    Path empty = folder.resolve("empty");

    assertThat(execute("models", "list", "--data-dir", empty.toString())).isEqualTo(1);

    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "moodstream: no moodstream has run in %s; name its --data-dir, or --bootstrap-servers"
                .formatted(empty));
  }
}
