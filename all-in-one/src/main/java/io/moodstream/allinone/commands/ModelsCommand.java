package io.moodstream.allinone.commands;

import io.moodstream.allinone.commands.tables.ShadowHistory;
import io.moodstream.allinone.commands.tables.ShadowTable;
import io.moodstream.allinone.options.InstallationOptions;
import io.moodstream.dashboard.models.ShadowTally;
import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.registry.ModelRepository;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.CameraShare;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelManifest;
import io.moodstream.pipeline.models.ModelRegistry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The published models, and which of them serves. The same words as over HTTP. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows, publishes and swaps models of a running moodstream.")
final class ModelsCommand {
  /** Done while connected. */
  @FunctionalInterface
  private interface Work {
    void with(ModelRegistry models, PrintWriter out);
  }

  @Mixin private InstallationOptions installation = new InstallationOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(name = "list", description = "All versions, and what the aliases name.")
  int list() throws InterruptedException {
    return connected(
        (models, out) ->
            models
                .models()
                .forEach(
                    model ->
                        out.printf(
                            "%4d  %-10s %-22s %s  %s%n",
                            model.version(),
                            aliases(models, model.version()),
                            model.publishedAt(),
                            model.sha256().substring(0, 12),
                            model.publishedBy())));
  }

  @Command(name = "show", description = "The card of a version.")
  int show(@Parameters(paramLabel = "VERSION") int version) throws InterruptedException {
    return connected((models, out) -> out.println(manifest(models, version).card()));
  }

  @Command(name = "publish", description = "Tests a bundle and publishes it as the next version.")
  int publish(@Parameters(paramLabel = "DIR") Path bundle) throws InterruptedException {
    byte[] zip = ModelBundle.open(bundle).toZip();
    return connected(
        (models, out) -> {
          ModelRegistry.Publication published = models.publish(zip, user());
          out.printf(
              published.known() ? "known already as version %d%n" : "published as version %d%n",
              published.version());
          published.warning().ifPresent(warning -> out.println("warning: " + warning));
        });
  }

  @Command(name = "challenge", description = "Lets a version analyse in the shadow; 0 ends that.")
  int challenge(
      @Parameters(paramLabel = "VERSION") int version,
      @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason)
      throws InterruptedException {
    return connected(
        (models, out) -> {
          models.challenge(version, user(), reason);
          out.printf("challenger is version %d%n", version);
        });
  }

  @Command(name = "promote", description = "Makes a version champion in every live classifier.")
  int promote(
      @Parameters(paramLabel = "VERSION") int version,
      @Option(
              names = "--canary",
              paramLabel = "SHARE",
              converter = CameraShareConverter.class,
              description =
                  "Serve this share of the cameras first (20%%): the classifiers compare it with the champion, and promote it or end it by rule.")
          Optional<CameraShare> canary,
      @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason)
      throws InterruptedException {
    return connected(
        (models, out) -> {
          if (canary.isPresent()) {
            models.startCanary(version, canary.get(), user(), reason);
            out.printf("version %d serves %s of the cameras%n", version, canary.get());
            return;
          }
          models.promote(version, user(), reason);
          out.printf("champion is version %d%n", version);
        });
  }

  @Command(name = "end-canary", description = "Lets the champion serve every camera again.")
  int endCanary(@Option(names = "--reason", required = true, paramLabel = "TEXT") String reason)
      throws InterruptedException {
    return connected(
        (models, out) -> {
          models.endCanary(user(), reason);
          out.println("there is no canary any more");
        });
  }

  @Command(name = "rollback", description = "Makes the champion before this one champion again.")
  int rollback(@Option(names = "--reason", required = true, paramLabel = "TEXT") String reason)
      throws InterruptedException {
    return connected(
        (models, out) -> out.printf("champion is version %d%n", models.rollBack(user(), reason)));
  }

  @Command(name = "delete", description = "Removes a version that no alias names.")
  int delete(
      @Parameters(paramLabel = "VERSION") int version,
      @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason)
      throws InterruptedException {
    return connected(
        (models, out) -> {
          models.delete(version, user(), reason);
          out.printf("version %d is deleted%n", version);
        });
  }

  @Command(name = "audit", description = "Who did what to the models, and why.")
  int audit() throws InterruptedException {
    return connected((models, out) -> models.audit().forEach(entry -> out.println(line(entry))));
  }

  @Command(name = "shadow", description = "How the challenger differs from the champion so far.")
  int shadow() throws InterruptedException {
    KafkaConnection kafka = installation.connect(Topics.SHADOW);
    return connected(
        kafka,
        (models, out) ->
            ShadowTally.of(models.aliases())
                .ifPresentOrElse(
                    tally -> {
                      ShadowHistory.addTo(tally, kafka);
                      ShadowTable.of(tally.report()).forEach(out::println);
                    },
                    () -> out.println("nothing is compared: there is no challenger")));
  }

  /** A wrong share is a usage error. */
  static final class CameraShareConverter implements ITypeConverter<CameraShare> {
    @Override
    public CameraShare convert(String text) {
      try {
        return CameraShare.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  private int connected(Work work) throws InterruptedException {
    return connected(installation.connect(Topics.MODELS), work);
  }

  private int connected(KafkaConnection kafka, Work work) {
    PrintWriter out = spec.commandLine().getOut();
    try (var models = new ModelRepository(kafka)) {
      work.with(models, out);
    }
    out.flush();
    return 0;
  }

  private static ModelManifest manifest(ModelRegistry models, int version) {
    return models.models().stream()
        .filter(model -> model.version() == version)
        .findFirst()
        .orElseThrow(() -> new ModelRegistry.UnknownModel(version));
  }

  private static String aliases(ModelRegistry models, int version) {
    List<ModelAlias> naming =
        models.aliases().entrySet().stream()
            .filter(entry -> entry.getValue().version() == version)
            .map(entry -> entry.getKey())
            .sorted()
            .toList();
    return naming.stream().map(ModelAlias::label).collect(Collectors.joining(","));
  }

  private static String line(AuditEntry entry) {
    return "%s  %-16s %d -> %d  %s: %s"
        .formatted(
            entry.at(), entry.action(), entry.from(), entry.to(), entry.by(), entry.reason());
  }

  private static String user() {
    return System.getProperty("user.name", "unknown");
  }
}
