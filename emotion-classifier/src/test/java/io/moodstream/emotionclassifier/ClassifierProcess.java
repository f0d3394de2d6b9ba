package io.moodstream.emotionclassifier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.pipeline.KafkaConnection;
import io.moodstream.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A classifier in a process of its own, to be killed: {@code ClassifierProcess <bootstrap servers>
 * <bundle> <state dir>}.
 */
final class ClassifierProcess implements AutoCloseable {
  private final Process process;

  private ClassifierProcess(Process process) {
    this.process = process;
  }

  public static void main(String[] args) throws InterruptedException {
    var settings = new ClassifierSettings(Optional.of(Path.of(args[1])), Installation.FRESHNESS, 1);
    System.exit(
        Pipeline.run(
            EmotionClassifier.stage(
                KafkaConnection.to(args[0]),
                new SimpleMeterRegistry(),
                settings,
                Path.of(args[2]))));
  }

  static ClassifierProcess start(KafkaConnection kafka, Path bundle, Path stateDir)
      throws IOException {
    return new ClassifierProcess(
        JavaProcess.start(
            stateDir.resolveSibling(stateDir.getFileName() + ".log"),
            List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
            ClassifierProcess.class,
            kafka.bootstrapServers(),
            bundle.toString(),
            stateDir.toString()));
  }

  /** As kill -9 does. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
