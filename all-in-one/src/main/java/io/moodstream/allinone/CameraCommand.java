package io.moodstream.allinone;

import io.moodstream.cameraproducer.CameraProducer;
import io.moodstream.cameraproducer.CameraSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Cameras alone, on a webcam machine. */
@Command(
    name = "camera",
    mixinStandardHelpOptions = true,
    description = "Publishes cameras of this machine: sources to frames.")
final class CameraCommand implements Callable<Integer> {
  @Option(
      names = "--camera",
      required = true,
      paramLabel = "ID=SOURCE",
      converter = CameraConverter.class,
      description = "A camera, as with 'run'; may be given several times.")
  private List<CameraSettings> cameras = new ArrayList<>();

  @Mixin private StageOptions stage = new StageOptions();

  @Override
  public Integer call() throws Exception {
    return stage.run((kafka, metrics, state) -> CameraProducer.stage(kafka, metrics, cameras));
  }
}
