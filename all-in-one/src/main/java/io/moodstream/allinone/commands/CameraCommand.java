package io.moodstream.allinone.commands;

import io.moodstream.allinone.options.CameraOptions;
import io.moodstream.allinone.options.StageOptions;
import io.moodstream.allinone.options.UsageError;
import io.moodstream.cameraproducer.CameraPlan;
import io.moodstream.cameraproducer.CameraProducer;
import io.moodstream.cameraproducer.source.Webcams;
import io.moodstream.pipeline.kafka.KafkaUser;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Cameras alone, on a webcam machine. */
@Command(
    name = "camera",
    mixinStandardHelpOptions = true,
    description = "Publishes cameras of this machine: sources to frames.")
final class CameraCommand implements Callable<Integer> {
  @Option(names = "--list", description = "Only shows the webcams of this machine.")
  private boolean list;

  @Mixin private CameraOptions cameras = new CameraOptions();
  @Mixin private StageOptions stage = new StageOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (list) {
      printWebcams(spec.commandLine().getOut());
      return 0;
    }
    if (!cameras.any()) {
      throw new UsageError(
          "Missing required option: '--camera ID=SOURCE' (or --cameras FILE, --machine NAME or"
              + " --list)");
    }
    CameraPlan plan = cameras.plan(Optional.empty(), CameraOptions.machineOf(host()), List.of());
    return stage.run(
        KafkaUser.CAMERA_PRODUCER,
        (kafka, metrics, state) -> CameraProducer.stage(kafka, metrics, plan));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // Without a name in the network it has the default one.
      return "";
    }
  }

  private static void printWebcams(PrintWriter out) throws IOException {
    List<Webcams.Webcam> webcams = Webcams.list();
    if (webcams.isEmpty()) {
      out.println("no webcam on this machine");
    }
    webcams.forEach(webcam -> out.printf("webcam:%d  %s%n", webcam.index(), webcam.name()));
    out.flush();
  }
}
