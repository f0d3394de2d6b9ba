package io.moodstream.allinone.commands;

import io.moodstream.allinone.options.StageOptions;
import io.moodstream.allinone.options.UsageError;
import io.moodstream.cameraproducer.CameraProducer;
import io.moodstream.cameraproducer.CameraSettings;
import io.moodstream.cameraproducer.source.Webcams;
import io.moodstream.pipeline.kafka.KafkaUser;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
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

  @Option(
      names = "--camera",
      paramLabel = "ID=SOURCE",
      description = "A camera, as with 'run'; may be given several times.")
  private List<CameraSettings> cameras = new ArrayList<>();

  @Mixin private StageOptions stage = new StageOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (list) {
      printWebcams(spec.commandLine().getOut());
      return 0;
    }
    if (cameras.isEmpty()) {
      throw new UsageError("Missing required option: '--camera ID=SOURCE' (or --list)");
    }
    return stage.run(
        KafkaUser.CAMERA_PRODUCER,
        (kafka, metrics, state) -> CameraProducer.stage(kafka, metrics, cameras));
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
