package io.moodstream.emotionclassifier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.stage.Pipeline;
import io.moodstream.testbroker.JavaProcess;
import io.moodstream.testbroker.TestBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A classifier in a process of its own, to be killed: {@code ClassifierProcess <bootstrap servers>
 * <bundle> <state dir>}.
 */
final class ClassifierProcess {
  private ClassifierProcess() {}

  public static void main(String[] args) throws InterruptedException {
    var settings =
        new ClassifierSettings(
            Optional.of(Path.of(args[1])), Installation.FRESHNESS, 1, Installation.PATIENT);
    System.exit(
        Pipeline.run(
            EmotionClassifier.stage(
                TestBroker.connectionTo(args[0]),
                new SimpleMeterRegistry(),
                settings,
                Path.of(args[2]))));
  }

  static JavaProcess start(KafkaConnection kafka, Path bundle, Path stateDir) throws IOException {
    return JavaProcess.start(
        stateDir.resolveSibling(stateDir.getFileName() + ".log"),
        JavaProcess.SMALL,
        ClassifierProcess.class,
        kafka.bootstrapServers(),
        bundle.toString(),
        stateDir.toString());
  }
}
