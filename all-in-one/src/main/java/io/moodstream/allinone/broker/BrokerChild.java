package io.moodstream.allinone.broker;

import io.moodstream.allinone.ClassArchive;
import io.moodstream.allinone.JavaOptions;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The JVM in which the embedded broker runs. Its working directory is the broker's folder, so that
 * no setting of Kafka holds the folder's name, which may have a comma or a percent sign.
 */
record BrokerChild(Path folder, Process process) {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  /** In the folder. */
  static final String CLASS_LIST = "classes.lst";

  private static final boolean UNIX = Files.exists(Path.of("/bin/sh"));

  /**
   * @param config the name of the broker's configuration, in the folder
   */
  static BrokerChild launch(Path folder, String config) throws IOException {
    List<String> command = new ArrayList<>();
    if (UNIX) {
      // Ctrl-C reaches the whole process group: the broker must outlive the stages that still
      // commit to it. What it writes is for its owner only.
      command.addAll(
          List.of("/bin/sh", "-c", "umask 077; trap '' INT; exec \"$@\"", "moodstream-kafka"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JavaOptions.inherited());
    command.addAll(ClassArchive.listingInto(CLASS_LIST));
    command.addAll(
        List.of(
            "-Xms64m",
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dlog4j2.configurationFile=classpath:log4j2-broker.xml",
            "-cp",
            ClassArchive.classPath(),
            BrokerMain.class.getName(),
            config));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("broker.log").toFile())
            .start();
    pidFile(folder).write(process.toHandle());
    return new BrokerChild(folder, process);
  }

  /**
   * Returns when no broker of an earlier start uses the folder. One whose parent was killed notices
   * within seconds; one that is suspended or hangs is killed. The caller holds the data folder's
   * lock, so the parent is gone.
   */
  static void endOrphan(Path folder) throws IOException, InterruptedException {
    var orphan = pidFile(folder).running();
    if (orphan.isEmpty()) {
      return;
    }
    ProcessHandle process = orphan.get();
    long limit = System.nanoTime() + STOP_LIMIT.toNanos();
    while (process.isAlive() && System.nanoTime() < limit) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
    if (process.isAlive() && pidFile(folder).names(process)) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  private static PidFile pidFile(Path folder) {
    return new PidFile(folder.resolve("pid"));
  }

  BrokerLog log() {
    return new BrokerLog(folder.resolve("broker.log"));
  }

  /** The processor time that it has used, and the size of its log and data. */
  StartProgress.Work work() throws IOException {
    var bytes = new AtomicLong();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes.addAndGet(attributes.size());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return new StartProgress.Work(
        process.info().totalCpuDuration().orElse(Duration.ZERO), bytes.get());
  }

  /** Asks it to end, and kills it if it does not within ten seconds. */
  void end() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
