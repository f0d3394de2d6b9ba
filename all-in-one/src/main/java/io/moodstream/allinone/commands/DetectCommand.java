package io.moodstream.allinone.commands;

import io.moodstream.allinone.options.DetectorOptions;
import io.moodstream.allinone.options.FlowOptions;
import io.moodstream.allinone.options.StageOptions;
import io.moodstream.facedetector.FaceDetector;
import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.pipeline.kafka.KafkaUser;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The face detector alone. */
@Command(
    name = "detect",
    mixinStandardHelpOptions = true,
    description = "Runs the face detector alone: frames to faces.")
final class DetectCommand implements Callable<Integer> {
  @Mixin private StageOptions stage = new StageOptions();
  @Mixin private FlowOptions flow = new FlowOptions();
  @Mixin private DetectorOptions detector = new DetectorOptions();

  @Override
  public Integer call() throws Exception {
    DetectorSettings settings = detector.settings(flow);
    return stage.run(
        KafkaUser.FACE_DETECTOR,
        (kafka, metrics, state) -> FaceDetector.stage(kafka, metrics, settings, state));
  }
}
