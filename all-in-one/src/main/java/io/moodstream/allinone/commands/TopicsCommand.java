package io.moodstream.allinone.commands;

import io.moodstream.allinone.commands.tables.TopicListing;
import io.moodstream.allinone.options.KafkaOptions;
import io.moodstream.allinone.options.UsageError;
import io.moodstream.pipeline.kafka.KafkaConnection;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Topics and rights, for those who administer a cluster. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = "Prints the topics and each stage's rights, or creates the topics on a cluster.")
final class TopicsCommand implements Callable<Integer> {
  @Option(
      names = "--print",
      description = {
        "Prints commands of Kafka's own tools that create every topic and grant each stage its"
            + " least",
        "rights."
      })
  private boolean print;

  @Option(
      names = "--strimzi",
      description = "With --print: KafkaTopic and KafkaUser resources for Strimzi instead.")
  private boolean strimzi;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      defaultValue = "moodstream",
      description = "With --strimzi: the name of the Kafka resource. Default: ${DEFAULT-VALUE}")
  private String cluster = "moodstream";

  @Option(
      names = "--create",
      description = {
        "Creates the topics that --bootstrap-servers lacks, and reports where the settings of the",
        "others differ from those on which moodstream relies."
      })
  private boolean create;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (print == create) {
      throw new UsageError("one of --print and --create is needed");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (print) {
      var listing = new TopicListing(kafka.layout());
      out.print(strimzi ? listing.strimzi(cluster) : listing.shell());
    } else {
      KafkaConnection connection = kafka.requiredCluster();
      List<String> broken = KafkaOptions.prepare(connection, kafka.layout());
      broken.forEach(out::println);
      out.println("every topic exists at " + connection.bootstrapServers());
    }
    out.flush();
    return 0;
  }
}
