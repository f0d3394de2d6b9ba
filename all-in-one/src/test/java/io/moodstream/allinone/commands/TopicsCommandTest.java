package io.moodstream.allinone.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.allinone.commands.tables.TopicListing;
import io.moodstream.pipeline.kafka.KafkaUser;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.TopicLayout;
import io.moodstream.pipeline.kafka.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class TopicsCommandTest {
  @Test
  void shouldPrintACommandForEachTopicAndForEachRight() {
    String script = execute("--print", "--topic-partitions", "24", "--topic-replication", "3");

    assertThat(script.lines())
        .contains(
            "kafka-topics.sh --bootstrap-server \"$KAFKA\" --command-config \"$ADMIN\" --create"
                + " --if-not-exists --topic moodstream.faces.v1 --partitions 24"
                + " --replication-factor 3 --config cleanup.policy=delete"
                + " --config file.delete.delay.ms=1000 --config retention.ms=120000"
                + " --config segment.bytes=16777216 --config segment.ms=30000",
            "kafka-acls.sh --bootstrap-server \"$KAFKA\" --command-config \"$ADMIN\" --add --force"
                + " --allow-principal User:aggregator --operation Create --operation Read"
                + " --operation Write --operation DescribeConfigs"
                + " --resource-pattern-type prefixed --topic moodstream-aggregator-",
            "kafka-acls.sh --bootstrap-server \"$KAFKA\" --command-config \"$ADMIN\" --add --force"
                + " --allow-principal User:dashboard --operation Write"
                + " --transactional-id moodstream-models");
    assertThat(script.lines().filter(line -> line.startsWith("kafka-topics.sh")))
        .hasSize(Topics.ALL.size());
  }

  @Test
  void shouldPrintResourcesOfStrimzi() {
    String yaml = execute("--print", "--strimzi", "--cluster", "demo");

    List<Map<String, Object>> resources =
        StreamSupport.stream(new Yaml().loadAll(yaml).spliterator(), false)
            .map(TopicsCommandTest::resource)
            .toList();
    assertThat(resources)
        .extracting(TopicsCommandTest::name)
        .containsExactlyElementsOf(
            Stream.concat(
                    Topics.ALL.stream().map(Topic::name),
                    Arrays.stream(KafkaUser.values()).map(KafkaUser::label))
                .toList());
    assertThat(yaml)
        .contains("strimzi.io/cluster: demo")
        .contains(
            "- resource: {type: group, name: moodstream-face-detector, patternType: literal}");
  }

  @Test
  void shouldBeTheResourcesOfTheChart() throws IOException {
    Path chart = ComposeFile.REPOSITORY.resolve("deploy/helm/moodstream/strimzi/resources.yaml");

    assertThat(Files.readString(chart))
        .as("moodstream topics --print --strimzi --cluster CLUSTER --topic-replication 3")
        .isEqualTo(new TopicListing(TopicLayout.replicated((short) 3)).strimzi("CLUSTER"));
  }

  @Test
  void shouldListTheRightsOfEachStageInTheDocumentation() throws IOException {
    String page = Files.readString(ComposeFile.REPOSITORY.resolve("docs/operations.md"));

    assertThat(page).contains(table());
  }

  /** As docs/operations.md shows it. */
  private static String table() {
    var rows = new StringBuilder("| User | Rights |\n|---|---|\n");
    for (KafkaUser user : KafkaUser.values()) {
      rows.append(
          "| `%s` | %s |%n"
              .formatted(
                  user.label(),
                  String.join("; ", user.rights().stream().map(Object::toString).toList())));
    }
    return rows.toString();
  }

  private static String name(Map<String, Object> resource) {
    return String.valueOf(((Map<?, ?>) resource.getOrDefault("metadata", Map.of())).get("name"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> resource(Object document) {
    return (Map<String, Object>) document;
  }

  private static String execute(String... options) {
    var out = new StringWriter();
    String[] arguments =
        Stream.concat(Stream.of("topics"), Stream.of(options)).toArray(String[]::new);
    int code = Moodstream.commandLine().setOut(new PrintWriter(out, true)).execute(arguments);
    assertThat(code).isZero();
    return out.toString();
  }
}
