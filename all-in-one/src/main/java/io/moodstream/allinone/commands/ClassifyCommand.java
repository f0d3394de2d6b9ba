package io.moodstream.allinone.commands;

import io.moodstream.allinone.options.ClassifierOptions;
import io.moodstream.allinone.options.FlowOptions;
import io.moodstream.allinone.options.StageOptions;
import io.moodstream.emotionclassifier.ClassifierSettings;
import io.moodstream.emotionclassifier.EmotionClassifier;
import io.moodstream.pipeline.kafka.KafkaUser;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The expression classifier alone. */
@Command(
    name = "classify",
    mixinStandardHelpOptions = true,
    description = "Runs the expression classifier alone: faces to expressions.")
final class ClassifyCommand implements Callable<Integer> {
  @Mixin private StageOptions stage = new StageOptions();
  @Mixin private FlowOptions flow = new FlowOptions();
  @Mixin private ClassifierOptions classifier = new ClassifierOptions();

  @Override
  public Integer call() throws Exception {
    ClassifierSettings settings = classifier.settings(flow);
    return stage.run(
        KafkaUser.EMOTION_CLASSIFIER,
        (kafka, metrics, state) -> EmotionClassifier.stage(kafka, metrics, settings, state));
  }
}
