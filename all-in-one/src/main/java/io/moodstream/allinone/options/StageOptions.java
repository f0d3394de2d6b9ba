package io.moodstream.allinone.options;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.moodstream.allinone.AdminServer;
import io.moodstream.allinone.Announcements;
import io.moodstream.allinone.DiskFull;
import io.moodstream.allinone.Failure;
import io.moodstream.allinone.HostPort;
import io.moodstream.allinone.ProcessMetrics;
import io.moodstream.allinone.Version;
import io.moodstream.allinone.broker.DataDir;
import io.moodstream.dashboard.DashboardStage;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.KafkaConnection.KafkaUnreachable;
import io.moodstream.pipeline.kafka.KafkaUser;
import io.moodstream.pipeline.process.Shutdown;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.KafkaStage;
import io.moodstream.pipeline.stage.Pipeline;
import io.moodstream.pipeline.stage.Stage;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A process of one stage on a user's Kafka. */
public final class StageOptions {
  /** Wires a stage to Kafka. */
  @FunctionalInterface
  public interface Wiring {
    Stage stage(KafkaConnection kafka, PrometheusMeterRegistry metrics, Path stateDir);
  }

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Mixin private StateOptions state = new StateOptions();

  @Option(
      names = "--admin-listen",
      paramLabel = "HOST:PORT",
      description = "Serves /health/* and /metrics of this process here.")
  private @Nullable HostPort adminListen;

  private Supplier<Health> kafkaHealth = () -> new Health(List.of());

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /**
   * Waits for Kafka, then runs the stage until it fails or the process is asked to stop; returns
   * the exit code.
   */
  @SuppressWarnings("try") // The admin server only has to live as long as the pipeline.
  public int run(KafkaUser user, Wiring wiring) throws Exception {
    Optional<HostPort> admin = Optional.ofNullable(adminListen);
    KafkaConnection connection = kafka.requiredCluster();
    try (Shutdown shutdown = Shutdown.onSignal();
        DataDir dataDir = state.open()) {
      requireUsable(connection);
      LoggerFactory.getLogger(StageOptions.class)
          .info(
              "moodstream {} on Java {}, heap at most {} MB",
              Version.text(),
              Runtime.version(),
              Runtime.getRuntime().maxMemory() >> 20);
      PrometheusMeterRegistry metrics = ProcessMetrics.registry(kafka.metrics());
      var stage =
          new KafkaStage(
              user,
              connection,
              kafka.layout(),
              () -> wiring.stage(connection, metrics, dataDir.state()));
      kafkaHealth = stage::kafkaHealth;
      try (Pipeline pipeline = Pipeline.start(List.of(stage));
          AutoCloseable server = serve(admin, pipeline::health, metrics)) {
        requireUp(pipeline.awaitStarted());
        shutdown.started();
        say("moodstream %s is ready on %s".formatted(stage.name(), connection.bootstrapServers()));
        if (stage.stage().orElse(stage) instanceof DashboardStage page) {
          say("the dashboard is at " + page.url());
        }
        int code = pipeline.awaitEnd(shutdown);
        requireUp(code == 0 ? new Health(List.of()) : pipeline.health());
        return code;
      }
    }
  }

  /** Whether Kafka answers, for a stage whose own pages show it. */
  public Health kafkaHealth() {
    return kafkaHealth.get();
  }

  /**
   * Kafka may come later; a wrong setting stays wrong.
   *
   * @throws KafkaUnreachable if it cannot be asked at all
   */
  @SuppressWarnings("try") // It only has to be made.
  private static void requireUsable(KafkaConnection connection) {
    try (Admin unused = connection.admin()) {
      return;
    } catch (KafkaUnreachable e) {
      if (!e.mayCome()) {
        throw e;
      }
    }
  }

  /**
   * @throws Failure naming the first stage that is down, and why
   */
  public static void requireUp(Health health) {
    health.checks().stream()
        .filter(check -> check.status() == Health.Status.DOWN)
        .findFirst()
        .ifPresent(
            check -> {
              throw new Failure(failure(check));
            });
  }

  /** One line that names the stage and the reason, a full disk before anything else. */
  public static String failure(Health.Check check) {
    boolean full = DiskFull.isNamedIn(check.detail());
    return "%s has failed: %s%s"
        .formatted(check.name(), full ? "the disk is full: " : "", check.detail());
  }

  private static AutoCloseable serve(
      Optional<HostPort> address, Supplier<Health> health, PrometheusMeterRegistry metrics) {
    if (address.isEmpty()) {
      return () -> {};
    }
    HostPort listen = address.get();
    return AdminServer.start(new InetSocketAddress(listen.host(), listen.port()), health, metrics);
  }

  private void say(String line) {
    Announcements.print(command.commandLine(), line);
  }
}
