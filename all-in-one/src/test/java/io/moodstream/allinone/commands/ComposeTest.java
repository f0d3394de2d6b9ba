package io.moodstream.allinone.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.moodstream.allinone.broker.BrokerConfig;
import io.moodstream.allinone.broker.BrokerLogin;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What can be known of the containers without a Docker engine; ClusterIT runs their commands. */
class ComposeTest {
  private static final List<String> ALWAYS =
      List.of(
          "camera-producer",
          "face-detector",
          "emotion-classifier",
          "aggregator",
          "alerts",
          "dashboard");

  @Test
  void shouldHaveAServiceForEachStage() throws IOException {
    assertThat(ComposeFile.read().stages().keySet()).containsAll(ALWAYS);
  }

  @Test
  void shouldGiveEachServiceACommandThatTheCommandLineKnows() throws IOException {
    for (Map.Entry<String, List<String>> stage : ComposeFile.read().stages().entrySet()) {
      var parsed = Moodstream.commandLine().parseArgs(stage.getValue().toArray(String[]::new));

      assertThat(parsed.hasSubcommand()).as(stage.getKey()).isTrue();
      assertThat(parsed.subcommand().errors()).as(stage.getKey()).isEmpty();
    }
  }

  @Test
  void shouldCheckTheHealthOfEachStageWhereItIsServed() throws IOException {
    ComposeFile compose = ComposeFile.read();
    compose
        .stages()
        .forEach(
            (name, command) -> {
              assertThat(command).as(name).contains("--admin-listen=0.0.0.0:9404");
              assertThat(compose.healthCheck(name))
                  .containsExactly("CMD", "answers-200", "9404", "/health/ready");
            });
  }

  @Test
  void shouldLookForOldFramesAsOftenAsTheEmbeddedBroker() throws IOException {
    Object environment = ComposeFile.read().service("kafka").get("environment");
    Object embedded =
        BrokerConfig.of(1, 2, BrokerLogin.random("stages"), Optional.empty())
            .getProperty("log.retention.check.interval.ms");

    assertThat(environment)
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("KAFKA_LOG_RETENTION_CHECK_INTERVAL_MS", embedded);
  }

  @Test
  void shouldMountOnlyWhatIsInTheRepository() throws IOException {
    assertThat(ComposeFile.read().mounted())
        .filteredOn(path -> path.toString().contains("deploy"))
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(path -> assertThat(path).exists());
  }

  @Test
  void shouldScrapeEachStage() throws IOException {
    Path file = ComposeFile.REPOSITORY.resolve("deploy/docker/prometheus.yml");
    Map<String, List<Map<String, List<Map<String, Object>>>>> config =
        new Yaml().load(Files.readString(file));
    Map<String, Object> discovery =
        config.get("scrape_configs").get(0).get("dns_sd_configs").get(0);

    assertThat(strings(discovery.get("names"))).containsAll(ComposeFile.read().stages().keySet());
    assertThat(discovery).containsEntry("port", 9404);
  }

  private static List<String> strings(@Nullable Object list) {
    return ((List<?>) requireNonNull(list)).stream().map(Object::toString).toList();
  }

  @Test
  void shouldShowABoardOfTheDataSourceThatIsProvisioned() throws IOException {
    Path folder = ComposeFile.REPOSITORY.resolve("deploy/docker/grafana");
    Map<String, List<Map<String, Object>>> sources =
        new Yaml()
            .load(Files.readString(folder.resolve("provisioning/datasources/prometheus.yml")));
    Object uid = sources.get("datasources").get(0).get("uid");

    for (String name : List.of("moodstream", "statistics")) {
      JsonNode board =
          new JsonMapper()
              .readTree(
                  ComposeFile.REPOSITORY
                      .resolve("deploy/helm/moodstream/boards/%s.json".formatted(name))
                      .toFile());

      String own = board.get("uid").asText();
      assertThat(board.get("panels")).hasSizeGreaterThan(8);
      assertThat(board.findValuesAsText("uid")).containsOnly(own, uid.toString());
    }
  }

  @Test
  void shouldGivePrometheusRulesThatItAccepts() throws IOException, InterruptedException {
    Path rules = ComposeFile.REPOSITORY.resolve("deploy/helm/moodstream/alert-rules.yml");
    assertThat(Files.readString(rules)).contains("MoodstreamCameraLost");
    Optional<Path> promtool =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder, "promtool"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(promtool.isPresent(), "SKIPPED: no promtool (Debian: prometheus)");

    Process check =
        new ProcessBuilder(promtool.orElseThrow().toString(), "check", "rules", rules.toString())
            .redirectErrorStream(true)
            .start();
    String answer = new String(check.getInputStream().readAllBytes(), UTF_8);

    assertThat(check.waitFor()).as(answer).isZero();
  }
}
