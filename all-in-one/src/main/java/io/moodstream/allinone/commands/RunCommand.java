package io.moodstream.allinone.commands;

import io.moodstream.aggregator.AggregatorSettings;
import io.moodstream.allinone.Announcements;
import io.moodstream.allinone.ClassArchive;
import io.moodstream.allinone.HeadStart;
import io.moodstream.allinone.HostPort;
import io.moodstream.allinone.LocalPipeline;
import io.moodstream.allinone.broker.BrokerWatch;
import io.moodstream.allinone.broker.ClientFile;
import io.moodstream.allinone.broker.DataDir;
import io.moodstream.allinone.broker.EmbeddedBroker;
import io.moodstream.allinone.broker.EndLimit;
import io.moodstream.allinone.options.AggregatorOptions;
import io.moodstream.allinone.options.AlertOptions;
import io.moodstream.allinone.options.CameraOptions;
import io.moodstream.allinone.options.ClassifierOptions;
import io.moodstream.allinone.options.DashboardOptions;
import io.moodstream.allinone.options.DetectorOptions;
import io.moodstream.allinone.options.FlowOptions;
import io.moodstream.allinone.options.KafkaOptions;
import io.moodstream.allinone.options.StageOptions;
import io.moodstream.allinone.options.StateOptions;
import io.moodstream.allinone.options.UsageError;
import io.moodstream.cameraproducer.CameraPlan;
import io.moodstream.dashboard.DashboardSettings;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.TopicLayout;
import io.moodstream.pipeline.process.Shutdown;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.KafkaWatch;
import io.moodstream.pipeline.stage.Pipeline;
import io.moodstream.pipeline.stage.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** LocalPipeline on this machine, on an embedded broker or on a cluster that is named. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs every stage on this machine, with its own Kafka, and the dashboard. Without a camera of",
      "the options, of a file or of the dashboard it shows two synthetic ones."
    })
final class RunCommand implements Callable<Integer> {
  private static final List<CameraSettings> DEMO_CAMERAS =
      List.of(
          CameraSettings.parse("lobby=synthetic:1,fps=10"),
          CameraSettings.parse("terrace=synthetic:2,fps=10"));

  @Mixin private CameraOptions cameras = new CameraOptions();
  @Mixin private DashboardOptions dashboard = new DashboardOptions();

  @Mixin private StateOptions state = new StateOptions();

  @Option(
      names = "--kafka-listen",
      paramLabel = "HOST:PORT",
      description = "Opens the embedded Kafka at this address, so that webcam machines can join.")
  private @Nullable HostPort kafkaListen;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Mixin private FlowOptions flow = new FlowOptions();
  @Mixin private DetectorOptions detector = new DetectorOptions();
  @Mixin private ClassifierOptions classifier = new ClassifierOptions();
  @Mixin private AggregatorOptions aggregator = new AggregatorOptions();
  @Mixin private AlertOptions alerts = new AlertOptions();

  @Option(
      names = "--trainer-data",
      paramLabel = "DIR",
      description = {
        "Also runs a trainer, in a process of its own: requests (dashboard, 'moodstream"
            + " trainings')",
        "may name data below this folder. Without it requests wait."
      })
  private @Nullable Path trainerData;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Optional<HostPort> listen = Optional.ofNullable(kafkaListen);
    listen.ifPresent(RunCommand::requireNamed);
    dashboard.requireUsable();
    try (Shutdown shutdown = Shutdown.onSignal();
        DataDir dataDir = state.open()) {
      LocalPipeline.Settings settings = settings(dataDir);
      HeadStart.begin();
      Optional<KafkaConnection> cluster = kafka.cluster();
      if (cluster.isPresent()) {
        Stage watch = new KafkaWatch(cluster.get());
        return run(
            shutdown, cluster.get(), kafka.configFile(), kafka.layout(), watch, settings, dataDir);
      }
      say("starting Kafka (data in %s)".formatted(dataDir.path()));
      try (EmbeddedBroker broker = EmbeddedBroker.start(dataDir.broker(), listen);
          var archive = new ClassArchive(broker.classList())) {
        archive.start();
        broker.cameraFile().ifPresent(this::sayHowCamerasJoin);
        var watch = new BrokerWatch(broker);
        var clientFile = Optional.of(ClientFile.of(dataDir.broker()).path());
        TopicLayout layout = TopicLayout.replicated((short) 1);
        return run(shutdown, broker.connection(), clientFile, layout, watch, settings, dataDir);
      }
    }
  }

  /** Kafka gives its clients the address to reconnect to; it cannot guess the right one. */
  private static void requireNamed(HostPort listen) {
    if (listen.isEverywhere()) {
      throw new UsageError(
          "--kafka-listen %s: name the address that other machines reach, such as 192.168.1.5:%d"
              .formatted(listen, listen.port()));
    }
  }

  /** Refuses what cannot be before anything is started. */
  private LocalPipeline.Settings settings(DataDir dataDir) {
    CameraPlan plan = cameras.plan(Optional.of(dataDir.path()), CameraPlan.MAIN, DEMO_CAMERAS);
    AggregatorSettings statistics = aggregator.settings(flow);
    DashboardSettings page = dashboard.prepare(dataDir.state(), this::say);
    return new LocalPipeline.Settings(
        plan,
        detector.settings(flow),
        classifier.settings(flow),
        statistics,
        alerts.settings(dataDir.path(), statistics.minimumPeople(), page.groups()),
        page,
        kafka.metrics());
  }

  private int run(
      Shutdown shutdown,
      KafkaConnection connection,
      Optional<Path> clientFile,
      TopicLayout layout,
      Stage watch,
      LocalPipeline.Settings settings,
      DataDir dataDir)
      throws Exception {
    KafkaOptions.prepare(connection, layout)
        .forEach(line -> spec.commandLine().getErr().println("moodstream: " + line));
    var local = new LocalPipeline(connection, watch::health, settings, dataDir.state());
    List<Stage> stages = new ArrayList<>(List.of(watch));
    stages.addAll(local.stages());
    if (trainerData != null) {
      Path folder = dataDir.path().resolve("trainer");
      stages.add(new TrainerChild(connection, clientFile, trainerData, folder));
    }
    try (Pipeline pipeline = Pipeline.start(stages)) {
      StageOptions.requireUp(pipeline.awaitStarted());
      shutdown.started();
      say("moodstream is ready: " + local.url());
      int code = pipeline.awaitEnd(shutdown);
      if (code != 0) {
        boundEnd(pipeline.health());
        StageOptions.requireUp(pipeline.health());
      }
      return code;
    }
  }

  /**
   * Without Kafka the stages need half a minute to end, in which a supervisor cannot start us again
   * because the dashboard holds its port. There is nothing left that they could save.
   */
  private void boundEnd(Health health) {
    health.checks().stream()
        .filter(check -> check.name().equals(BrokerWatch.NAME))
        .filter(check -> check.status() == Health.Status.DOWN)
        .findFirst()
        .ifPresent(
            check ->
                EndLimit.start(
                    () ->
                        spec.commandLine()
                            .getErr()
                            .println("moodstream: " + StageOptions.failure(check))));
  }

  private void sayHowCamerasJoin(Path file) {
    say("camera machines join with a copy of " + file);
    say("  moodstream camera --kafka-config %s --camera ...".formatted(file.getFileName()));
  }

  private void say(String line) {
    Announcements.print(spec.commandLine(), line);
  }
}
